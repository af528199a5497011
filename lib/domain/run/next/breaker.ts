/** The breakers that keep a run from calling anybody. Pure. */
import { actTerms } from '#lib/domain/outcome/act';
import { probeWait } from '#lib/domain/run/backoff';
import type { RunEvent } from '#lib/domain/run/events';
import { halted } from '#lib/domain/run/judge/breakers';
import { nobodyReadPause } from '#lib/domain/run/judge/judge';
import { driftExplanation, isTooMany } from '#lib/domain/run/next/drift';
import { standstillReason } from '#lib/domain/run/next/standstill';
import { faultsBeforePause } from '#lib/domain/run/run';
import type { RunState } from '#lib/domain/run/state';
import { nobodyRead } from '#lib/domain/run/unread';

/** Facts that a breaker needs beyond the journal. */
interface BreakerConditions {
  /** A random number in [0, 1) that spreads the waits. */
  random: number;
  /** The time on the wall clock, in ms since the epoch. */
  wall: number;
}

/** The event of the breaker that keeps the run from calling anybody; null if there is none. */
export function breakerEvent(state: RunState, { random, wall }: BreakerConditions): RunEvent | null {
  if (state.keyFault) return halted(state.keyFault);
  const stood = state.settled < state.total ? standstillReason(state, wall) : null;
  if (stood) return { type: 'paused', code: 'stood-still', ...stood };
  if (state.faultsInARow >= faultsBeforePause) return unreadPause(state, random) ?? faultPause(state, random);
  // A dry run can continue without harm.
  if (state.refusalsInARow >= state.refusalLimit && state.act !== 'dry-run') return refusalPause(state);
  if (state.canary.state === 'refused') return canaryPause(state);
  if (isTooMany(state.drift.judged, state.drift.departed)) {
    return { type: 'paused', code: 'drift', ...driftExplanation(state.drift) };
  }
  return null;
}

function canaryPause(state: RunState): RunEvent {
  const said = state.canary.position === null ? undefined : state.users.at(state.canary.position);
  const { past } = actTerms[state.act];
  return {
    type: 'paused',
    code: 'canary-refused',
    message: `The first user was not ${past}. ${said?.message ?? ''}`.trim(),
    hint: `${said?.hint ?? ''} Nobody else was called. Resume to go on with the next user, or stop.`.trim(),
  };
}

/** The question to the admin once the canary is done. */
export function canaryQuestion({ act, canary }: RunState): RunEvent {
  const { past, goal } = actTerms[act];
  const who = canary.passed === 1 ? 'The first user was' : `The first ${canary.passed} users were`;
  return {
    type: 'paused',
    code: 'canary-done',
    message: `${who} ${past}, and read back ${goal}.`,
    hint: 'Look at them in admin.atlassian.com if you like, then resume to go on with the rest, or stop.',
  };
}

function refusalPause(state: RunState): RunEvent {
  return {
    type: 'paused',
    code: 'refusals-in-a-row',
    message: `Atlassian refused ${state.refusalsInARow} users one after the other.`,
    hint: 'Look at the reasons. Resume if they are what you expect, else stop.',
  };
}

/** The pause if all faults in a row come from reading accounts, and none could be read so far. */
function unreadPause(state: RunState, random: number): RunEvent | null {
  if (state.act === 'dry-run' || state.withoutReading) return null;
  const unread = [...state.open].map((position) => state.users.at(position)).find((user) => user?.unread);
  return unread && nobodyRead(state) ? nobodyReadPause(unread.message, state.probes, random) : null;
}

function faultPause(state: RunState, random: number): RunEvent {
  return {
    type: 'paused',
    code: 'faults-in-a-row',
    message: `${state.faultsInARow} calls in a row failed.`,
    hint: 'Lockstep asks now and then whether Atlassian answers, and goes on by itself when it does. You can also check the network and status.atlassian.com, then resume.',
    waitMs: probeWait(state.probes, random),
  };
}
