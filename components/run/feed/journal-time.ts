/** What time it is by the clock that a run's journal is written by: the server's, not this browser's. Pure. */
import type { StreamedClock } from '#lib/contract/run';
import type { Hold } from '#lib/domain/run/hold';

/** What the server's clocks said, and when that was heard, in ms on this browser's clock that only grows. */
export type HeardClock = StreamedClock & { heardAt: number };

/**
 * The present in ms since the epoch, `elapsed` being that of the browser's growing clock. While the run waits, the clock
 * that decides how long says what has passed since the wait began, however the wall clock was set meanwhile.
 */
export function journalTime(heard: HeardClock, hold: Hold | null, elapsed: number): number {
  const passed = Math.max(0, elapsed - heard.heardAt);
  if (hold?.since && hold.since.boot === heard.moment.boot) {
    return hold.at + heard.moment.ms + passed - hold.since.ms;
  }
  return heard.wall + passed;
}
