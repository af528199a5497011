/** The computer's clocks. */
import { bootId } from '#lib/adapters/boot-id';
import type { Clock } from '#lib/engine/ports';

/** The longest timeout of a Node timer, in ms. Longer sleeps are split. */
const longestTimer = 2 ** 31 - 1;

/** A clock whose durations are monotonic: a change of the wall clock does not affect them. */
export function systemClock(): Clock {
  const boot = bootId();
  return {
    monotonic,
    wall: () => Date.now(),
    // On Linux the count begins at boot (CLOCK_MONOTONIC), so it continues across processes.
    moment: () => ({ boot, ms: Number(process.hrtime.bigint() / 1_000_000n) }),
    // When called from a promise, a tick runs after all promises and before any input or timer.
    soon: (work) => process.nextTick(work),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted || ms <= 0) return resolve();
        const finish = () => {
          callOff();
          signal.removeEventListener('abort', finish);
          resolve();
        };
        const callOff = alarm(ms, finish);
        signal.addEventListener('abort', finish);
      }),
    alarm,
  };
}

const monotonic = () => performance.now();

/** A timer may end early by a part of a millisecond; then it is set again. */
function alarm(ms: number, ring: () => void): () => void {
  const due = monotonic() + ms;
  const look = () => {
    const left = due - monotonic();
    if (left <= 0) ring();
    else timer = setTimeout(look, Math.min(left, longestTimer));
  };
  let timer = setTimeout(look, Math.min(Math.max(ms, 0), longestTimer));
  return () => clearTimeout(timer);
}
