/** The computer's clocks. */
import { bootId } from '#lib/adapters/boot-id';
import type { Clock } from '#lib/engine/ports';

/** The longest timeout of a Node timer, in ms. Longer sleeps are split. */
const longestTimer = 2 ** 31 - 1;

/** A clock whose durations are monotonic: a change of the wall clock does not affect them. */
export function systemClock(): Clock {
  const monotonic = () => performance.now();
  const boot = bootId();
  return {
    monotonic,
    wall: () => Date.now(),
    // On Linux the count begins at boot (CLOCK_MONOTONIC), so it continues across processes.
    moment: () => ({ boot, ms: Number(process.hrtime.bigint() / 1_000_000n) }),
    // When called from a promise, a tick runs after all promises and before any input or timer.
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
