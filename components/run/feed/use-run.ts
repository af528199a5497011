/** One run on the page: its users, its growing journal, and its commands. */
import { useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import useSWR from 'swr';
import { type FeedView, newRunFeed, type RunFeed } from '#components/run/feed/run-feed.ts';
import { ticketedSource } from '#components/run/feed/ticketed-source.ts';
import { type RunControl, useRunControl } from '#components/run/feed/use-run-control.ts';
import { type ApiFailure, asFailure, get } from '#components/shared/api.ts';
import { type RunDetail, runDetailSchema } from '#lib/contract/run';

type RunUse =
  | { at: 'loading' }
  | { at: 'failed'; failure: ApiFailure; retry: () => void }
  /** The page is still reading the journal as it was when the page opened. `share` of it is done. */
  | { at: 'catching-up'; detail: RunDetail; view: FeedView; share: number }
  | { at: 'ready'; detail: RunDetail; view: FeedView; control: RunControl };

/** Follows the run of this id while it is on the page. For another id, mount another component. */
export function useRun(id: string): RunUse {
  const path = `/api/runs/${encodeURIComponent(id)}`;
  const { data, error, mutate } = useSWR<RunDetail, ApiFailure>(path, readDetail, {
    // Changes come by the journal. The users of a plan never change.
    revalidateOnFocus: false,
    revalidateOnReconnect: false,
    revalidateIfStale: false,
    shouldRetryOnError: (failure: ApiFailure) => failure.code !== 'not-found',
  });
  const feed = useMemo(() => openFeed(path), [path]);
  const view = useSyncExternalStore(feed.subscribe, feed.view, feed.view);
  const refresh = useCallback(() => mutate(), [mutate]);
  const [caughtUp, setCaughtUp] = useState(false);
  const control = useRunControl(path, view, feed, refresh, data?.run ?? null);

  if (!data) return error ? { at: 'failed', failure: error, retry: refresh } : { at: 'loading' };
  if (!caughtUp) {
    if (!isBehind(view, data)) setCaughtUp(true);
    const share = Math.min(1, view.run.settled / Math.max(1, data.run.settled));
    return { at: 'catching-up', detail: data, view, share };
  }
  return { at: 'ready', detail: data, view, control };
}

/** Whether the journal on the page is older than the summary from the server. */
function isBehind({ run, connection }: FeedView, { run: told }: RunDetail): boolean {
  if (connection.state === 'closed' || connection.state === 'misunderstood') return false;
  const ending = told.status === 'ended' && run.status !== 'ended';
  return run.status === 'new' || run.settled < told.settled || ending;
}

function readDetail(path: string): Promise<RunDetail> {
  return get(path, runDetailSchema);
}

function openFeed(path: string): RunFeed {
  return newRunFeed({
    open: (after) => ticketedSource(`${path}/events?after=${after}`),
    soon,
    later: (work, ms) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
    elapsed: () => performance.now(),
    wall: Date.now,
    ask: () =>
      get(path, runDetailSchema).then(
        () => null,
        (thrown: unknown) => {
          const { message, hint } = asFailure(thrown);
          return { message, hint };
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
