'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { isUnfinished, useRuns } from '#components/shared/use-runs.ts';
import { newsOf, type Signal, signalIcons, signalOf } from '#components/shell/run-signal.ts';
import type { RunSummary } from '#lib/contract/run';

/** Shows in the icon of the page, and in notifications if they are allowed, what the run under way asks of the admin. */
export function RunSignal() {
  const { runs } = useRuns();
  const router = useRouter();
  const before = useRef<readonly RunSummary[]>([]);
  const [ended, setEnded] = useState(false);
  useEffect(() => {
    if (!runs) return;
    for (const { runId, signal, title, body } of newsOf(before.current, runs)) {
      setEnded(signal === 'ended');
      notify(title, body, () => router.push(`/runs/${encodeURIComponent(runId)}`));
    }
    before.current = runs;
  }, [runs, router]);
  useEffect(() => {
    const seen = () => setEnded(false);
    window.addEventListener('focus', seen);
    return () => window.removeEventListener('focus', seen);
  }, []);
  const unfinished = runs?.find(isUnfinished);
  useIcon(unfinished ? signalOf(unfinished) : ended ? 'ended' : null);
  return null;
}

/** Tells the admin outside the page, unless they look at it or did not agree. */
function notify(title: string, body: string, open: () => void): void {
  if (!('Notification' in window) || Notification.permission !== 'granted' || document.hasFocus()) return;
  const shown = new Notification(title, { body, icon: '/icon-192.png', tag: title });
  shown.onclick = () => {
    window.focus();
    shown.close();
    open();
  };
}

/** The last icon of a page wins, so this one is added after the usual ones. */
function useIcon(signal: Signal | null): void {
  useEffect(() => {
    if (signal === null) return;
    const link = document.createElement('link');
    Object.assign(link, { rel: 'icon', type: 'image/svg+xml', href: signalIcons[signal] });
    link.setAttribute('sizes', 'any');
    document.head.append(link);
    return () => link.remove();
  }, [signal]);
}
