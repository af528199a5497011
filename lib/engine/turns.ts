/** Gives the event loop its turns during long work, so that calls, streams and other requests go on meanwhile. */
import type { Pieces } from '#lib/domain/text/pieces';

/** Resolves after everything else that is due has had its turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Returns a function that does works one after the other, each when the one before it has ended, however it ended. */
export function newQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

/**
 * Does the work with a turn between two pieces. The first piece is done at once, so that what it looks at is of this
 * moment. Rejects with the reason of the signal where that aborts.
 */
export async function inTurns<T>(work: Pieces<T>, signal?: AbortSignal): Promise<T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await turn();
    signal?.throwIfAborted();
  }
}
