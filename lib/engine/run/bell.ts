/** Wakes those who wait for something to happen. */
export interface Bell {
  /** Resolves at the next ring. */
  rung(): Promise<void>;
  ring(): void;
}

/** A bell that has not rung yet. */
export function newBell(): Bell {
  let waiting: { promise: Promise<void>; resolve: () => void } | null = null;
  return {
    rung() {
      if (!waiting) {
        let resolve = () => {};
        const promise = new Promise<void>((done) => {
          resolve = done;
        });
        waiting = { promise, resolve };
      }
      return waiting.promise;
    },
    ring() {
      waiting?.resolve();
      waiting = null;
    },
  };
}
