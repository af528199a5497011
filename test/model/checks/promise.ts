/** For the model-based test: a promise that the engine keeps, and where a broken one is noted. */
import { thrownText } from '#lib/domain/text/thrown';
import type { Observed } from '#test/model/observed';

/** A broken promise is an error: the test that plays fails with this text and its seed. */
export function must(holds: boolean, promise: string): void {
  if (!holds) throw new Error(`Broken: ${promise}`);
}

/** The first promise that was broken since the last question; undefined if none was. */
export function takeBroken({ broken }: Observed): string | undefined {
  return broken.splice(0)[0];
}

/**
 * Checks inside the engine. The engine would treat an error thrown there as a fault of its own, so the world stores it
 * too.
 */
export function checked({ broken }: Observed, work: () => void): void {
  try {
    work();
  } catch (problem) {
    broken.push(thrownText(problem));
    throw problem;
  }
}
