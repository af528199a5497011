/** One run on the page: its users, its growing journal, and its commands. */
import { startTransition, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import useSWR from 'swr';
import type { z } from 'zod';
import { type FeedView, newRunFeed, type RunFeed } from '#components/run/feed/run-feed.ts';
import { streamedSource } from '#components/run/feed/streamed-source.ts';
import { type RunControl, useRunControl } from '#components/run/feed/use-run-control.ts';
import { type ApiFailure, asFailure, get } from '#components/shared/api.ts';
import { type RunDetail, type RunHead, runEntriesSchema, runHeadSchema } from '#lib/contract/run';
import type { PlanEntry } from '#lib/domain/plan/plan';

type RunUse =
  | { at: 'loading' }
  | { at: 'failed'; failure: ApiFailure; retry: () => void }
  /** The page is still reading the people, and the journal as it was when it opened. `share` of it is done. */
  | { at: 'catching-up'; number: number; view: FeedView; share: number }
  | { at: 'ready'; detail: RunDetail; view: FeedView; control: RunControl };

/** Nothing is read again automatically: changes arrive with the journal, and the users of a plan never change. */
const readOnce = {
  revalidateOnFocus: false,
  revalidateOnReconnect: false,
  revalidateIfStale: false,
  shouldRetryOnError: (failure: ApiFailure) => failure.code !== 'not-found',
};

/** Follows the run of this id while it is on the page. For another id, mount another component. */
export function useRun(id: string): RunUse {
  const path = `/api/runs/${encodeURIComponent(id)}`;
  const head = useSWR<RunHead, ApiFailure>(headPath(path), readHead, readOnce);
  // Comparing the people of two answers would take longer than reading them.
  const people = useSWR<PlanEntry[], ApiFailure>(`${path}/entries`, readEntries, {
    ...readOnce,
    compare: Object.is,
  });
  const feed = useMemo(() => openFeed(path), [path]);
  const view = useSyncExternalStore(feed.subscribe, feed.view, feed.view);
  const { mutate: readHeadAgain } = head;
  const { mutate: readPeopleAgain } = people;
  const refresh = useCallback(() => readHeadAgain(), [readHeadAgain]);
  const control = useRunControl({ path, feed, view, loaded: head.data?.run ?? null, refresh });
  const detail = useMemo(
    () => (head.data && people.data ? { ...head.data, entries: people.data } : null),
    [head.data, people.data],
  );

  const caughtUp = useCaughtUp(feed, detail !== null && !isBehind(view, detail));

  if (detail !== null && caughtUp) return { at: 'ready', detail, view, control };
  const failure = (head.data ? undefined : head.error) ?? (people.data ? undefined : people.error);
  if (failure)
    return { at: 'failed', failure, retry: () => void Promise.all([refresh(), readPeopleAgain()]) };
  if (!head.data) return { at: 'loading' };
  const { number, settled } = head.data.run;
  return { at: 'catching-up', number, view, share: Math.min(1, view.run.settled / Math.max(1, settled)) };
}

/**
 * Whether the run can be drawn; once true, it stays true. The first drawing is a transition, since it would be one long
 * task otherwise: the browser draws and listens between its pieces. The feed rests meanwhile, since each change of the
 * run would begin the drawing again.
 */
function useCaughtUp(feed: RunFeed, isReady: boolean): boolean {
  const [caughtUp, setCaughtUp] = useState(false);
  const begins = isReady && !caughtUp;
  useEffect(() => {
    if (!begins) return;
    feed.rest();
    startTransition(() => setCaughtUp(true));
  }, [feed, begins]);
  useEffect(() => {
    if (caughtUp) feed.goOn();
  }, [feed, caughtUp]);
  return caughtUp;
}

/** Whether the journal on the page is older than the summary from the server. */
function isBehind({ run, connection }: FeedView, { run: summary }: RunHead): boolean {
  if (connection.state === 'closed' || connection.state === 'misunderstood') return false;
  const ending = summary.status === 'ended' && run.status !== 'ended';
  return run.status === 'new' || run.settled < summary.settled || ending;
}

const headPath = (path: string) => `${path}?entries=none`;

function readHead(path: string): Promise<RunHead> {
  return get(path, runHeadSchema);
}

/** Reads the people page by page, since parsing all of them at once would be a long task of the page. */
async function readEntries(path: string): Promise<PlanEntry[]> {
  const entries: PlanEntry[] = [];
  for (let from: number | null = 0; from !== null; ) {
    const page: z.output<typeof runEntriesSchema> = await get(`${path}?from=${from}`, runEntriesSchema);
    for (const entry of page.entries) entries.push(entry);
    from = page.next;
  }
  return entries;
}

function openFeed(path: string): RunFeed {
  return newRunFeed({
    open: (after) => streamedSource(`${path}/events?after=${after}`),
    soon,
    later: (work, ms) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
    elapsed: () => performance.now(),
    wall: Date.now,
    ask: () =>
      readHead(headPath(path)).then(
        () => null,
        (thrown: unknown) => {
          const { code, message, hint } = asFailure(thrown);
          return { code, message, hint };
        },
      ),
  });
}

/** Runs with the next frame, or without one: a window in the background draws no frames, but its title must change. */
function soon(work: () => void): () => void {
  const callOff = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  const once = () => {
    callOff();
    work();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, 250);
  return callOff;
}
