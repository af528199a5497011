/** Notifies subscribers of new entries in the journal of a run. They read the journal at their own pace. */
import type { Clock } from '#lib/engine/ports';
import { turn } from '#lib/engine/turns';

/** The subscribers to the journals of runs. */
export interface Subscribers {
  /** Calls `wake` after new entries. Returns the function that ends the subscription. */
  subscribe(runId: string, wake: () => void): () => void;
  /** To be called when a run has new entries. Subscribers are notified at once, or at the end of their rest. */
  wake(runId: string): void;
}

/**
 * After a notification, subscribers rest for this multiple of the time for which they kept the process busy. So they
 * use a small share of its time, however many they are and however slow the machine is. With few subscribers the rest
 * is not noticeable.
 */
const restFactor = 15;
/**
 * The shortest rest, in ms. A fast run has some fifty entries in this time, which cost little more to read than one.
 */
const shortestRestMs = 25;
/** The longest rest, in ms. */
const longestRestMs = 2_000;

/** An empty set of subscribers. `news` is called at once for each run that has new entries. */
export function newSubscribers(
  clock: Pick<Clock, 'sleep' | 'monotonic'>,
  news: (runId: string) => void,
): Subscribers {
  const listeners = newListeners();
  const never = new AbortController().signal;
  /** Runs whose subscribers are resting, and whether they have new entries. */
  const resting = new Map<string, boolean>();

  async function handOut(runId: string): Promise<void> {
    for (let more: boolean | undefined = true; more; more = resting.get(runId)) {
      const begunAt = clock.monotonic();
      if (listeners.call(runId) === 0) break;
      resting.set(runId, false);
      // Reading, serialising and sending happen before this resolves.
      await turn();
      const tookMs = clock.monotonic() - begunAt;
      const restMs = Math.max(shortestRestMs, Math.min(tookMs * restFactor, longestRestMs));
      await clock.sleep(restMs, never);
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

/**
 * Subscribers of a process that only watches. It is not notified of new entries, so it checks every `everyMs` while
 * there are subscribers.
 */
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
    /** Returns the number of subscribers called. */
    call(runId: string): number {
      for (const wake of sets.get(runId) ?? []) wake();
      return count(runId);
    },
  };
}
