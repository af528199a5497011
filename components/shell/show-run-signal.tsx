'use client';
import { usePathname, useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { isUnfinished, useRuns } from '#components/shared/use-runs.ts';
import {
  newsOf,
  runPath,
  type Signal,
  signalIcons,
  signalOf,
  titleMark,
} from '#components/shell/run-signal.ts';
import type { ListedRun } from '#lib/contract/runs';

/**
 * Shows in the title and the icon of the page, and in notifications if they are allowed, what the run under way asks of
 * the admin.
 */
export function RunSignal() {
  const { runs } = useRuns();
  const router = useRouter();
  const path = usePathname();
  const before = useRef<readonly ListedRun[]>([]);
  const [ended, setEnded] = useState<Pick<ListedRun, 'id' | 'number'> | null>(null);
  useEffect(() => {
    if (!runs) return;
    for (const { run, signal, title, body } of newsOf(before.current, runs)) {
      setEnded(signal === 'ended' ? run : null);
      notify(title, body, () => router.push(runPath(run)));
    }
    before.current = runs;
  }, [runs, router]);
  useEffect(() => {
    const seen = () => setEnded(null);
    window.addEventListener('focus', seen);
    return () => window.removeEventListener('focus', seen);
  }, []);
  useEffect(() => {
    // An admin on the page of the run has seen that it ended.
    setEnded((run) => (run !== null && path === runPath(run) ? null : run));
  }, [path]);
  const unfinished = runs?.find(isUnfinished);
  useIcon(unfinished ? signalOf(unfinished) : ended ? 'ended' : null);
  useTitleMark(titleMark(unfinished, ended, path));
  return null;
}

/** Shows a notification of the browser, unless the admin is looking at the page or has not allowed notifications. */
function notify(title: string, body: string, open: () => void): void {
  if (!('Notification' in window) || Notification.permission !== 'granted' || document.hasFocus()) return;
  const shown = new Notification(title, { body, icon: '/icon-192.png', tag: title });
  shown.onclick = () => {
    window.focus();
    shown.close();
    open();
  };
}

/** The last icon of a page wins, so this one stays after the usual ones, which each page adds again. */
function useIcon(signal: Signal | null): void {
  useEffect(() => {
    if (signal === null) return;
    const link = document.createElement('link');
    Object.assign(link, { rel: 'icon', type: 'image/svg+xml', href: signalIcons[signal] });
    link.setAttribute('sizes', 'any');
    const put = () => {
      if ([...document.head.querySelectorAll('link[rel="icon"]')].at(-1) !== link) document.head.append(link);
    };
    put();
    const watcher = new MutationObserver(put);
    watcher.observe(document.head, { childList: true });
    return () => {
      watcher.disconnect();
      link.remove();
    };
  }, [signal]);
}

/** Keeps the mark at the beginning of the title, also when a page sets another title. */
function useTitleMark(mark: string): void {
  useEffect(() => {
    if (mark === '') return;
    const put = () => {
      if (!document.title.startsWith(mark)) document.title = `${mark}${document.title}`;
    };
    put();
    const watcher = new MutationObserver(put);
    watcher.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => {
      watcher.disconnect();
      if (document.title.startsWith(mark)) document.title = document.title.slice(mark.length);
    };
  }, [mark]);
}
