/**
 * The time on the server's clock, which writes the journal of a run. The browser's clock may differ. Pure functions.
 */
import type { StreamedClock } from '#lib/contract/run';
import type { Hold } from '#lib/domain/run/hold';

/** A reading of the server's clocks, and when it arrived, in ms on this browser's clock that only grows. */
export type HeardClock = StreamedClock & { heardAt: number };

/**
 * Now, in ms since the epoch; `elapsed` is the reading of the browser's growing clock. While the run waits, the time
 * since the wait began comes from the clock that ends the wait, even if the wall clock was set meanwhile.
 */
export function journalTime(heard: HeardClock, hold: Hold | null, elapsed: number): number {
  const passed = Math.max(0, elapsed - heard.heardAt);
  if (hold?.since && hold.since.boot === heard.moment.boot) {
    return hold.at + heard.moment.ms + passed - hold.since.ms;
  }
  return heard.wall + passed;
}
