/** For tests: a clock whose time of day a test can set. */
import type { Clock } from '#lib/engine/ports';

export interface MovableClock extends Clock {
  /** The time by which its wall clock is ahead of the other clock, in ms. Durations stay the same. */
  ahead: number;
}

/** A clock that goes as `clock` does, with a wall clock that can be moved. */
export function movableClock(clock: Clock): MovableClock {
  const moved: MovableClock = { ...clock, ahead: 0, wall: () => clock.wall() + moved.ahead };
  return moved;
}
