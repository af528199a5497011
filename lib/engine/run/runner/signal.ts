/** Notifies everything that waits for a change. */
export interface Signal {
  /** Resolves at the next `notify`. */
  next(): Promise<void>;
  notify(): void;
}

/** A new signal without waiters. */
export function newSignal(): Signal {
  let waiting: { promise: Promise<void>; resolve: () => void } | null = null;
  return {
    next() {
      if (!waiting) {
        let resolve = () => {};
        const promise = new Promise<void>((done) => {
          resolve = done;
        });
        waiting = { promise, resolve };
      }
      return waiting.promise;
    },
    notify() {
      waiting?.resolve();
      waiting = null;
    },
  };
}
