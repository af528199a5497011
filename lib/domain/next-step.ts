/** What a run does next: a pure choice over its state. The runner only carries it out. */
import type { RunState } from '#lib/domain/run';
import { faultsBeforePause } from '#lib/domain/run';
import type { RunEvent } from '#lib/domain/run-events';

export type Step =
  /** Begin, or begin again, the call of one user. */
  | { do: 'call'; position: number }
  /** Read the account of a user whose call is in doubt. */
  | { do: 'read-back'; position: number }
  | { do: 'check-canary'; position: number }
  /** Write this down: a brake, or the end. */
  | { do: 'record'; event: RunEvent }
  /** Nothing before the time of the last wait is over. */
  | { do: 'wait' }
  /** Nothing until a call in flight settles or the admin says something. */
  | { do: 'rest' }
  | { do: 'leave' };

/** What the process knows that the journal does not. */
export interface Now {
  /** Positions being worked on at this moment. */
  busy: ReadonlySet<number>;
  /** Whether the last wait is not over yet, by the monotonic clock. */
  held: boolean;
  lanes: number;
}

const rest: Step = { do: 'rest' };

/** The next step of a run; ask again after every event, and after every wait. */
export function nextStep(state: RunState, now: Now): Step {
  switch (state.status) {
    case 'new':
    case 'ended':
      return { do: 'leave' };
    case 'paused':
    case 'interrupted':
      return rest;
    case 'stopping':
      return stoppingStep(state, now);
    case 'running':
      return runningStep(state, now);
  }
}

function runningStep(state: RunState, now: Now): Step {
  if (state.keyFault) {
    const { sentence, cure } = state.keyFault;
    const event: RunEvent = { type: 'ended', how: 'halted', code: 'key-refused', sentence, cure };
    return now.busy.size > 0 ? rest : { do: 'record', event };
  }
  if (state.faultsInARow >= faultsBeforePause) return { do: 'record', event: faultPause(state) };
  if (state.canary.state === 'refused') return { do: 'record', event: canaryPause(state) };

  const idle = now.busy.size === 0;
  if (!idle && (now.busy.size >= now.lanes || !canaryDone(state))) return rest;
  if (now.held) return { do: 'wait' };
  const waiting = firstOpen(state, now);
  if (waiting) return waiting;
  if (state.canary.state === 'checking' && state.canary.position !== null) {
    return idle ? { do: 'check-canary', position: state.canary.position } : rest;
  }
  const next = state.next + unbegun(state, now);
  if (next < state.total) return { do: 'call', position: next };
  if (!idle) return rest;
  return { do: 'record', event: { type: 'ended', how: 'completed', code: null, sentence: '', cure: '' } };
}

function stoppingStep(state: RunState, now: Now): Step {
  if (now.busy.size > 0) return rest;
  for (const position of state.open) {
    const user = state.users[position];
    if (user?.stage !== 'doubted') continue;
    if (user.activeReads + user.failedReads === 0) return { do: 'read-back', position };
    return { do: 'record', event: leftInDoubt(position, user.attempt, user.sentence, user.status) };
  }
  const event: RunEvent = { type: 'ended', how: 'stopped', code: null, sentence: '', cure: '' };
  return { do: 'record', event };
}

/** Users begun earlier come before anyone new: doubts are settled, waits are kept to, the order stands. */
function firstOpen(state: RunState, now: Now): Step | null {
  for (const position of state.open) {
    if (now.busy.has(position)) continue;
    const stage = state.users[position]?.stage;
    if (stage === 'doubted') return { do: 'read-back', position };
    if (stage === 'deferred') return { do: 'call', position };
  }
  return null;
}

/** Positions begun in this process of which the journal has no line yet (their account is being read first). */
function unbegun(state: RunState, now: Now): number {
  let count = 0;
  for (const position of now.busy) if (position >= state.next) count += 1;
  return count;
}

function canaryDone(state: RunState): boolean {
  return state.canary.state === 'passed' || state.canary.state === 'waived';
}

function canaryPause(state: RunState): RunEvent {
  const said = state.canary.position === null ? undefined : state.users[state.canary.position];
  return {
    type: 'paused',
    code: 'canary-refused',
    sentence: `The first user was not deactivated. ${said?.sentence ?? ''}`.trim(),
    cure: `${said?.cure ?? ''} Nobody else was called. Resume to go on with the next user, or stop.`.trim(),
  };
}

function faultPause(state: RunState): RunEvent {
  return {
    type: 'paused',
    code: 'faults-in-a-row',
    sentence: `${state.faultsInARow} calls in a row had no proper answer.`,
    cure: 'Check the network and status.atlassian.com, then resume. Nothing is called until then.',
  };
}

function leftInDoubt(position: number, attempt: number, sentence: string, status: number | null): RunEvent {
  return {
    type: 'settled',
    position,
    outcome: 'in-doubt',
    attempt,
    status,
    code: null,
    sentence: `${sentence} The run was stopped before this could be settled.`,
    cure: 'Look at this account in admin.atlassian.com, or run it again: it is read first.',
    words: null,
    tookMs: 0,
  };
}
