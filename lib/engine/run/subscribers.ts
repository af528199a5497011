/** Who is woken when a run has something new in its journal. They read it there, at their own pace. */
import type { Clock } from '#lib/engine/ports';
import { turn } from '#lib/engine/turns';

export interface Subscribers {
  /** Calls `wake` after new entries; returns the function that ends the subscription. */
  subscribe(runId: string, wake: () => void): () => void;
  /** Notes that a run has new entries. Subscribers hear of it at once, or when they have rested. */
  wake(runId: string): void;
}

/**
 * How many times as long as they kept the process busy subscribers rest after they were woken: however many they are and
 * however slow the machine is, they have a small part of its time. A few of them notice nothing.
 */
const restFactor = 15;
/** The longest rest, in ms. */
const longestRestMs = 2_000;

/** An empty set of subscribers; `news` is called at once for each run that has new entries. */
export function newSubscribers(
  clock: Pick<Clock, 'sleep' | 'monotonic'>,
  news: (runId: string) => void,
): Subscribers {
  const listeners = newListeners();
  const never = new AbortController().signal;
  /** Runs whose subscribers are resting, and whether there is something new for them. */
  const resting = new Map<string, boolean>();

  async function handOut(runId: string): Promise<void> {
    for (let more: boolean | undefined = true; more; more = resting.get(runId)) {
      const begunAt = clock.monotonic();
      if (listeners.call(runId) === 0) break;
      resting.set(runId, false);
      // What they read is read, serialised and sent when the turn comes.
      await turn();
      const tookMs = clock.monotonic() - begunAt;
      await clock.sleep(Math.min(tookMs * restFactor, longestRestMs), never);
    }
    resting.delete(runId);
  }

  return {
    subscribe: (runId, wake) => listeners.add(runId, wake),
    wake(runId) {
      news(runId);
      if (resting.has(runId)) resting.set(runId, true);
      else void handOut(runId);
    },
  };
}

/** For a process that only watches: nobody tells it of news, so it looks every `everyMs` while somebody listens. */
export function pollingSubscribers(everyMs: number, news: (runId: string) => void): Subscribers {
  const listeners = newListeners();
  const timers = new Map<string, ReturnType<typeof setInterval>>();
  const look = (runId: string) => {
    news(runId);
    listeners.call(runId);
  };
  return {
    subscribe(runId, wake) {
      const leave = listeners.add(runId, wake);
      if (!timers.has(runId)) timers.set(runId, setInterval(look, everyMs, runId));
      return () => {
        leave();
        if (listeners.count(runId) > 0) return;
        clearInterval(timers.get(runId));
        timers.delete(runId);
      };
    },
    wake() {},
  };
}

function newListeners() {
  const sets = new Map<string, Set<() => void>>();
  const count = (runId: string) => sets.get(runId)?.size ?? 0;
  return {
    count,
    add(runId: string, wake: () => void): () => void {
      const set = sets.get(runId) ?? new Set();
      sets.set(runId, set.add(wake));
      return () => {
        set.delete(wake);
        if (set.size === 0 && sets.get(runId) === set) sets.delete(runId);
      };
    },
    /** Returns how many were called. */
    call(runId: string): number {
      for (const wake of sets.get(runId) ?? []) wake();
      return count(runId);
    },
  };
}
