/** A reading of an account before its call, with its source and its age. */
import type { ReadBeforeCall } from '#lib/domain/run/events';
import type { Reading } from '#lib/domain/run/judge/judge';
import type { Clock } from '#lib/engine/ports';

/** A moment on both clocks, in ms. */
interface Moments {
  monotonic: number;
  wall: number;
}

/** A source's reading of an account, and its time. */
export interface TimedReading {
  reading: Reading;
  source: ReadBeforeCall;
  at: Moments;
  /** The highest age with which a call may begin, in ms. */
  keepsMs: number;
}

/** The moment `ago` ms before now. */
export function now(clock: Pick<Clock, 'monotonic' | 'wall'>, ago = 0): Moments {
  return { monotonic: clock.monotonic() - ago, wall: clock.wall() - ago };
}

/**
 * How old a reading is, in ms. The monotonic clock stands still while a computer sleeps, and the wall clock can be set,
 * so the longer of the two times counts.
 */
export function ageOf({ at }: Pick<TimedReading, 'at'>, clock: Pick<Clock, 'monotonic' | 'wall'>): number {
  return Math.max(clock.monotonic() - at.monotonic, clock.wall() - at.wall, 0);
}

/** Whether a call may still begin with a reading. */
export function stillGood(reading: TimedReading, clock: Pick<Clock, 'monotonic' | 'wall'>): boolean {
  return ageOf(reading, clock) <= reading.keepsMs;
}
