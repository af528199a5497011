/** Who is woken when a run has something new in its journal. They read it there, at their own pace. */

export interface Subscribers {
  /** Calls `wake` after each entry; returns the function that ends the subscription. */
  subscribe(runId: string, wake: () => void): () => void;
  wake(runId: string): void;
}

/** An empty set of subscribers. */
export function newSubscribers(): Subscribers {
  const listeners = new Map<string, Set<() => void>>();
  return {
    subscribe(runId, wake) {
      const set = listeners.get(runId) ?? new Set();
      listeners.set(runId, set.add(wake));
      return () => {
        set.delete(wake);
        if (set.size === 0 && listeners.get(runId) === set) listeners.delete(runId);
      };
    },
    wake(runId) {
      for (const wake of listeners.get(runId) ?? []) wake();
    },
  };
}

/** For a process that only watches: nobody tells it of news, so it looks every `everyMs` while somebody listens. */
export function pollingSubscribers(everyMs: number): Subscribers {
  return {
    subscribe(_runId, wake) {
      const timer = setInterval(wake, everyMs);
      return () => clearInterval(timer);
    },
    wake() {},
  };
}
