/** For tests: the computer's clock, running so many times as fast, so that waits of seconds take moments. */
import { systemClock } from '#lib/adapters/system-clock';
import type { Clock } from '#lib/engine/ports';

/** Durations are shortened; dates are real. */
export function hastyClock(haste = 50): Clock {
  const real = systemClock();
  return {
    monotonic: () => real.monotonic() * haste,
    wall: () => real.wall(),
    soon: (work) => real.soon(work),
    sleep: (ms, signal) => real.sleep(ms / haste, signal),
  };
}
