import type { HeadcountMoment } from '#lib/domain/run/events';
import { endsByItself, type RunEvent } from '#lib/domain/run/events';
import { dueHeadcount } from '#lib/domain/run/headcount';
import { halted } from '#lib/domain/run/judge/breakers';
import { leftInDoubt, notCalledAgain } from '#lib/domain/run/judge/doubt';
import { breakerEvent, canaryQuestion } from '#lib/domain/run/next/breaker';
import { dueRecheck } from '#lib/domain/run/recheck';
import type { RunState } from '#lib/domain/run/state';

/** The actions that a run can take next. */
export type Step =
  /** Begin, or repeat, the call of one user. */
  | { do: 'call'; position: number }
  /** Read the account of a user whose call is in doubt. */
  | { do: 'read-back'; position: number }
  | { do: 'check-canary'; position: number }
  /** Read this user's account to find out whether Atlassian answers again. */
  | { do: 'probe'; position: number }
  /** Read how many active accounts the organisation has. */
  | { do: 'count'; when: HeadcountMoment }
  /** Read these users again, because the count contradicts the run. */
  | { do: 'recheck'; positions: readonly number[] }
  /** Write this event: a breaker, or the end. */
  | { do: 'record'; event: RunEvent }
  /** Do nothing until a wait ends: that of the run, or the first of those between two readings of one account. */
  | { do: 'wait' }
  /** Do nothing until a call in flight settles or the admin gives a command. */
  | { do: 'rest' }
  | { do: 'leave' };

/** Knowledge of the process beyond the journal. */
export interface Now {
  /** Positions that are being worked on. */
  busy: ReadonlySet<number>;
  /** Whether a wait of the whole run has not ended, by the monotonic clock. */
  held: boolean;
  /** Positions in doubt whose next reading is not due yet. */
  pausing: ReadonlySet<number>;
  /**
   * Maximum number of users being worked on. It exceeds the calls in flight, since the next accounts are read
   * meanwhile.
   */
  most: number;
  /** A random number in [0, 1) that spreads the waits. */
  random: number;
  /** The time on the wall clock, in ms since the epoch. */
  wall: number;
}

const rest: Step = { do: 'rest' };

/**
 * Maximum number of users in doubt before anybody new is called. They delay nobody, but if every answer is lost the run
 * must not go through its whole plan.
 */
export const maxDoubted = 8;

/** The next step of a run. Ask again after every event and every wait. */
export function nextStep(state: RunState, now: Now): Step {
  switch (state.status) {
    case 'new':
    case 'ended':
      return { do: 'leave' };
    case 'interrupted':
      return rest;
    case 'paused':
      return pausedStep(state, now);
    case 'stopping':
      return stoppingStep(state, now);
    case 'running':
      return runningStep(state, now);
  }
}

/** Knowledge of the process when a call is about to begin. */
interface CallConditions {
  /** Whether a wait has not ended, by the monotonic clock. */
  held: boolean;
  /** The time on the wall clock, in ms since the epoch. */
  wall: number;
  /** Maximum number of calls in flight. */
  concurrency: number;
  /** Positions whose accounts are being read before their call, or were read and wait for it. */
  looking: ReadonlySet<number>;
}

/**
 * Whether a chosen call may begin, now that its account has been read: the state may have changed meanwhile. `not-yet`
 * if something else comes first: an earlier user, or a wait. The caller decides how long it waits for that.
 */
export function mayBegin(
  state: RunState,
  position: number,
  { held, wall, concurrency, looking }: CallConditions,
): 'yes' | 'no' | 'not-yet' {
  if (state.status !== 'running' || breakerEvent(state, { random: 0.5, wall }) !== null) return 'no';
  if (held) return 'not-yet';
  // Users are called in the order of the plan, so an earlier one that is still being read goes first.
  for (const other of looking) if (other < position) return 'not-yet';
  // An earlier user to be tried again goes first too, since they may never have been called.
  for (const other of state.open) {
    if (other < position && state.users.at(other)?.stage === 'deferred') return 'not-yet';
  }
  if (state.next < position) return 'no';
  if (!state.users.has(position) && countAt(state, 'doubted') >= maxDoubted) return 'no';
  return countAt(state, 'calling') < concurrency ? 'yes' : 'not-yet';
}

/** The number of users at this stage. */
function countAt(state: RunState, stage: 'calling' | 'doubted'): number {
  let count = 0;
  for (const position of state.open) if (state.users.at(position)?.stage === stage) count += 1;
  return count;
}

function pausedStep(state: RunState, now: Now): Step {
  if (now.busy.size > 0) return rest;
  if (state.keyFault) return keyEnd(state, state.keyFault);
  if (!endsByItself(state.pause?.code)) return rest;
  if (now.held) return { do: 'wait' };
  // A different user each time: one unreadable account must not block the run.
  return { do: 'probe', position: (state.next + state.probes) % state.total };
}

function runningStep(state: RunState, now: Now): Step {
  const idle = now.busy.size === 0;
  if (state.keyFault) return idle ? keyEnd(state, state.keyFault) : rest;
  const event = breakerEvent(state, now);
  if (event) return { do: 'record', event };
  if (!idle && (now.busy.size >= now.most || !canaryDone(state))) return rest;
  const due = dueHeadcount(state, false);
  if (due && !idle) return rest;
  if (now.held) return { do: 'wait' };
  if (due) return { do: 'count', when: due };
  const next = firstUnbegun(state, now);
  const open = firstOpen(state, now);
  if (open && open.position < next) return open;
  if (state.canary.state === 'checking' && state.canary.position !== null) {
    return { do: 'check-canary', position: state.canary.position };
  }
  const pausing = isPausing(state, now);
  const mayFollow = canaryDone(state) ? countAt(state, 'doubted') < maxDoubted : !pausing;
  if (next < state.total && mayFollow) {
    if (state.canary.state === 'ask') return { do: 'record', event: canaryQuestion(state) };
    return { do: 'call', position: next };
  }
  if (pausing) return { do: 'wait' };
  if (!idle) return rest;
  const last = dueHeadcount(state, true);
  if (last) return { do: 'count', when: last };
  const again = dueRecheck(state);
  if (again) return { do: 'recheck', positions: again };
  return { do: 'record', event: { type: 'ended', how: 'completed', code: null, message: '', hint: '' } };
}

function stoppingStep(state: RunState, now: Now): Step {
  if (now.busy.size > 0) return rest;
  if (state.keyFault) return keyEnd(state, state.keyFault);
  const doubted = first(state, now, 'doubted');
  if (doubted !== null && !now.held) return { do: 'read-back', position: doubted };
  if (doubted !== null || isPausing(state, now)) return { do: 'wait' };
  for (const position of state.open) {
    const user = state.users.at(position);
    // Users with a doubt cannot count as not attempted.
    if (user && user.doubts > 0) return { do: 'record', event: notCalledAgain(position, user) };
  }
  const last = now.held ? null : dueHeadcount(state, true);
  if (last) return { do: 'count', when: last };
  const again = now.held ? null : dueRecheck(state);
  if (again) return { do: 'recheck', positions: again };
  return {
    do: 'record',
    event: { type: 'ended', how: 'stopped', code: null, message: '', hint: '' },
  };
}

/**
 * The end of a run whose key Atlassian refuses. Users who may have been called are left open, for a run with another
 * key to read back. All others are not attempted.
 */
function keyEnd(state: RunState, fault: NonNullable<RunState['keyFault']>): Step {
  for (const position of state.open) {
    const user = state.users.at(position);
    if (!user || (user.stage !== 'doubted' && user.doubts === 0)) continue;
    const because = 'The key was refused before the account could be read back.';
    return { do: 'record', event: leftInDoubt(position, user, because, true) };
  }
  return { do: 'record', event: halted(fault) };
}

/**
 * Users begun earlier come before new ones: first those in doubt whose reading is due, then those to be tried again.
 */
function firstOpen(state: RunState, now: Now): Extract<Step, { position: number }> | null {
  const doubted = first(state, now, 'doubted');
  if (doubted !== null) return { do: 'read-back', position: doubted };
  const deferred = first(state, now, 'deferred');
  return deferred === null ? null : { do: 'call', position: deferred };
}

/** The first user at this stage, in the order of the plan, who is not busy or pausing. */
function first(state: RunState, { busy, pausing }: Now, stage: 'doubted' | 'deferred'): number | null {
  let least: number | null = null;
  for (const position of state.open) {
    if (busy.has(position) || state.users.at(position)?.stage !== stage) continue;
    if (stage === 'doubted' && pausing.has(position)) continue;
    if (least === null || position < least) least = position;
  }
  return least;
}

/** Whether a user in doubt waits for the next reading. */
function isPausing(state: RunState, { busy, pausing }: Now): boolean {
  for (const position of state.open) {
    if (pausing.has(position) && !busy.has(position) && state.users.at(position)?.stage === 'doubted')
      return true;
  }
  return false;
}

/** The first position that neither the journal nor this process has begun. */
function firstUnbegun(state: RunState, now: Now): number {
  let position = state.next;
  while (position < state.total && (state.users.has(position) || now.busy.has(position))) position += 1;
  return position;
}

/** Whether users other than the canary may be called, now or once the admin resumes the run. */
export function canaryDone(state: RunState): boolean {
  const { state: canary } = state.canary;
  return canary === 'passed' || canary === 'waived' || canary === 'ask';
}
