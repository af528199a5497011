/** The computer's clocks. */
import { bootId } from '#lib/adapters/boot-id';
import type { Clock } from '#lib/engine/ports';

/** The longest a timer of Node can be told to wait, in ms; longer sleeps are cut into pieces. */
const longestTimer = 2 ** 31 - 1;

/** A clock whose durations are monotonic: a wall clock that jumps changes nothing. */
export function systemClock(): Clock {
  const monotonic = () => performance.now();
  const boot = bootId();
  return {
    monotonic,
    wall: () => Date.now(),
    // Counted from the boot on Linux (CLOCK_MONOTONIC), so that it goes on across processes.
    moment: () => ({ boot, ms: Number(process.hrtime.bigint() / 1_000_000n) }),
    // From within promises a tick comes after all of them, and before any input or timer.
    soon: (work) => process.nextTick(work),
    async sleep(ms, signal) {
      const until = monotonic() + ms;
      while (!signal.aborted && monotonic() < until) {
        await timer(Math.min(until - monotonic(), longestTimer), signal);
      }
    },
  };
}

function timer(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(handle);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const handle = setTimeout(finish, ms);
    signal.addEventListener('abort', finish);
  });
}
