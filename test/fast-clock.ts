/** For tests: a clock on which waits pass quickly, while work takes its real time. */
import { systemClock } from '#lib/adapters/system-clock';
import type { Clock } from '#lib/engine/ports';

/**
 * The computer's clock, but a sleep lasts only `ms / speed` in real time and then moves the monotonic clock forward by
 * the rest of `ms`. Work is not faster: on a slow machine a call of 200 ms takes 200 ms of this clock too. So a time
 * limit that the product keeps by sleeping passes earlier in real time, and work on a busy machine can exceed it. Dates
 * are real.
 */
export function fastClock(speed = 50): Clock {
  const real = systemClock();
  /** The time by which this clock is ahead of the computer's, in ms. */
  let ahead = 0;
  const monotonic = () => real.monotonic() + ahead;
  return {
    monotonic,
    wall: () => real.wall(),
    moment() {
      const { boot, ms } = real.moment();
      return { boot, ms: ms + ahead };
    },
    soon: (work) => real.soon(work),
    async sleep(ms, signal) {
      const due = monotonic() + ms;
      await real.sleep(ms / speed, signal);
      if (!signal.aborted) ahead += Math.max(0, due - monotonic());
    },
    alarm(ms, ring) {
      const due = monotonic() + ms;
      return real.alarm(ms / speed, () => {
        ahead += Math.max(0, due - monotonic());
        ring();
      });
    },
  };
}
