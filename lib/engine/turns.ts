/** Yields to the event loop during long work, so that calls, streams and other requests continue. */
import type { Pieces } from '#lib/domain/text/pieces';

/** Resolves after all other work that is due. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * Returns a function that runs works one after the other. Each starts when the previous one has ended, with or without
 * success.
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
 * Does the work and yields between two pieces. The first piece is done at once, so that it sees the present state.
 * Rejects with the signal's reason if the signal is aborted.
 */
export async function inTurns<T>(work: Pieces<T>, signal?: AbortSignal): Promise<T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await turn();
    signal?.throwIfAborted();
  }
}
