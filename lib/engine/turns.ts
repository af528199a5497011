/** Yields to the event loop during long work, so that calls, streams and other requests continue. */
import type { Pieces } from '#lib/domain/text/pieces';

/** Resolves after all other work that is due now. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * Returns a function that runs tasks one after the other. Each starts when the previous one has succeeded or failed.
 */
export function newQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

/**
 * Does the work and yields between pieces. The first piece is done at once, so that it sees the current state. If the
 * signal is aborted, the work gets its reason as an error, so that it can clear up, and the promise rejects with it.
 */
export async function inTurns<T>(work: Pieces<T>, signal?: AbortSignal): Promise<T> {
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    await turn();
    if (signal?.aborted) {
      for (let left = work.throw(signal.reason); !left.done; left = work.next()) await turn();
      throw signal.reason;
    }
  }
}

/**
 * Does the work for each item, in order, several at once. Before each item, `most` returns how many may be under way; 0
 * means that no further item begins. Resolves when all that have begun are done.
 */
export async function inParallel<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  most: () => number,
): Promise<void> {
  const begun = new Set<Promise<void>>();
  for (const item of items) {
    while (begun.size >= most()) {
      if (begun.size === 0) return;
      await Promise.race(begun);
    }
    const one: Promise<void> = work(item).finally(() => begun.delete(one));
    begun.add(one);
  }
  await Promise.all(begun);
}
