/** Finds the call of a run that has waited longest for its answer. Pure. */
import type { RunState } from '#lib/domain/run/state';
import { type RunPhase, shortestWaitShown } from '#lib/domain/run/view/status';

/** A call that was begun and has no answer yet. */
export interface AwaitedCall {
  /** The position of its user in the plan. */
  position: number;
  /** The time since its intent was written, in ms. */
  waitedMs: number;
  /** The number of calls that have waited long enough to be shown, this one included. */
  calls: number;
}

/** The phases in which a call can be under way and nothing else explains a standstill. */
const phases: ReadonlySet<RunPhase> = new Set(['first-user', 'running', 'paused', 'stopping']);

/**
 * The call that has waited longest at `now` (ms since the epoch, by the clock that writes the journal); null if every
 * call began a moment ago, or if the run is not in a phase with calls.
 */
export function awaitedCall(state: RunState, phase: RunPhase, now: number): AwaitedCall | null {
  if (!phases.has(phase)) return null;
  let longest: AwaitedCall | null = null;
  let calls = 0;
  for (const position of state.open) {
    const user = state.users.at(position);
    if (user?.stage !== 'calling') continue;
    const waitedMs = now - user.at;
    if (waitedMs < shortestWaitShown) continue;
    calls += 1;
    if (longest === null || waitedMs > longest.waitedMs) longest = { position, waitedMs, calls };
  }
  return longest && { ...longest, calls };
}
