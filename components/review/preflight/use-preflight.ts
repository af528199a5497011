/** The preflight of a roster: its results, its progress, and its buttons. */
import { useCallback, useEffect, useRef } from 'react';
import useSWR from 'swr';
import { type ApiFailure, get, send } from '#components/shared/api.ts';
import { type Attempt, useAttempt } from '#components/shared/use-attempt.ts';
import { type Preflight, preflightSchema } from '#lib/contract/preflight';
import type { PreflightPart } from '#lib/domain/preflight/preflight';

export interface PreflightUse {
  /** Undefined until the first answer. */
  preflight: Preflight | undefined;
  failure: ApiFailure | null;
  busy: boolean;
  /** `again`: also for facts younger than 12 hours. */
  ask: (parts: readonly PreflightPart[], again?: boolean) => void;
  stop: () => void;
}

/** Time between two readings of a preflight that is under way, in ms. */
const lookEvery = 700;
/** Minimum time between two readings of the users while a preflight is under way, in ms. */
const readEvery = 3_000;

/**
 * Reads the preflight of a roster. Calls `changed` when it has found something new. `step` is where the admin is on the
 * way to a run: sealing a plan asks Atlassian too, so the preflight is read again at each step.
 */
export function usePreflight(rosterId: string, changed: () => Promise<void>, step: string): PreflightUse {
  const { data, error, mutate } = usePreflightAnswer(rosterId);
  useEffect(() => {
    if (step !== 'closed') void mutate();
  }, [step, mutate]);
  useFactsAsTheyCome(data, changed);
  const attempt: Attempt = useAttempt();
  const lastState = useRef<string | null>(null);
  const state = data && !data.running ? JSON.stringify(data.record.parts) : null;
  useEffect(() => {
    if (state === null) return;
    const before = lastState.current;
    lastState.current = state;
    if (before !== null && before !== state) void changed();
  }, [state, changed]);
  const sendRequest = useCallback(
    (method: 'POST' | 'DELETE', body: object) =>
      void attempt.run(async () => {
        await mutate(await send(method, pathOf(rosterId), body, preflightSchema), { revalidate: false });
      }),
    [attempt.run, mutate, rosterId],
  );
  return {
    preflight: data,
    failure: attempt.failure ?? error ?? null,
    busy: attempt.busy,
    ask: (parts, again = false) => sendRequest('POST', { parts, again }),
    stop: () => sendRequest('DELETE', {}),
  };
}

/** The server's answer about the preflight of a roster, again and again while it is under way. */
export function usePreflightAnswer(rosterId: string) {
  return useSWR<Preflight, ApiFailure>(pathOf(rosterId), (key: string) => get(key, preflightSchema), {
    refreshInterval: (latest) => (latest?.running ? lookEvery : 0),
  });
}

function pathOf(rosterId: string): string {
  return `/api/rosters/${encodeURIComponent(rosterId)}/preflight`;
}

/** Calls `changed` while a preflight is under way and has learnt something, one call after the other. */
function useFactsAsTheyCome(data: Preflight | undefined, changed: () => Promise<void>): void {
  const read = useRef({ learnt: -1, at: Number.NEGATIVE_INFINITY, isReading: false });
  useEffect(() => {
    const last = read.current;
    if (!data?.running || last.isReading || data.learnt === last.learnt) return;
    const now = performance.now();
    if (now - last.at < readEvery) return;
    read.current = { learnt: data.learnt, at: now, isReading: true };
    void changed().finally(() => {
      read.current.isReading = false;
    });
  }, [data, changed]);
}
