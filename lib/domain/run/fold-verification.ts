/** Folds the events of a verification into the state of its run. Pure. */
import { actTerms } from '#lib/domain/outcome/act';
import type { RunState } from '#lib/domain/run/state';
import { showsOtherwise, wasReadAsLeft } from '#lib/domain/run/verdict';
import type { Verification, VerifiedReading } from '#lib/domain/run/verification';
import type { VerificationEvent } from '#lib/domain/run/verification-events';

/** Folds one event, in place; `at` is the entry's time in ms since the epoch. */
export function foldVerification(state: RunState, event: VerificationEvent, at: number): RunState {
  if (event.type === 'verification-begun') {
    state.verification = begun(state.verification, at);
    return state;
  }
  const { verification } = state;
  if (verification === null) return state;
  const { rounds: round } = verification;
  switch (event.type) {
    case 'verified': {
      const { source, readAt } = event;
      verification.wait = null;
      for (const reading of ['active', 'inactive'] as const) {
        const found = { round, reading, source, at: readAt, why: '' };
        for (const position of event[reading]) note(state, verification, position, found);
      }
      return state;
    }
    case 'verified-later': {
      const { run, source, readAt } = event;
      verification.wait = null;
      for (const reading of ['active', 'inactive'] as const) {
        for (const position of event[reading]) {
          verification.later[position] = { run, round, reading, source, at: readAt, why: '' };
        }
      }
      for (const position of event.unread) {
        const why = event.message;
        verification.later[position] = { run, round, reading: 'unreadable', source: null, at, why };
      }
      return state;
    }
    case 'unverified': {
      const found = { round, reading: 'unreadable', source: null, at, why: event.message } as const;
      for (const position of event.positions) {
        verification.readings[position] = withFailed(state, verification.readings[position], found);
      }
      return state;
    }
    case 'verification-waited':
      verification.wait = { users: event.users, until: at + event.waitMs };
      return state;
    case 'verification-ended':
      verification.endedAt = at;
      verification.message = event.message;
      verification.hint = event.hint;
      verification.wait = null;
      return state;
  }
}

function begun(last: Verification | null, at: number): Verification {
  return {
    rounds: (last?.rounds ?? 0) + 1,
    begunAt: at,
    endedAt: null,
    message: '',
    hint: '',
    readings: last?.readings ?? [],
    later: last?.later ?? [],
    wait: null,
  };
}

function note(state: RunState, verification: Verification, position: number, found: VerifiedReading): void {
  const asIntended = found.reading === actTerms[state.act].goal;
  const wasIntended = hasReadAsIntended(state, verification, position);
  const reading: VerifiedReading = !asIntended && wasIntended ? { ...found, wasAsLeft: true } : found;
  verification.readings[position] = withEarlier(state, verification.readings[position], reading);
  if (asIntended) settleDoubt(state, position);
}

/** The reading, marked if an earlier one showed the account in another status than the run left it in. */
function withEarlier(
  { act }: RunState,
  before: VerifiedReading | undefined,
  reading: VerifiedReading,
): VerifiedReading {
  return before !== undefined && showsOtherwise(act, before) ? { ...reading, wasOtherwise: true } : reading;
}

/** The reading after a failed one. A reading that contradicts the run stays until the account is read again. */
function withFailed(
  { act }: RunState,
  before: VerifiedReading | undefined,
  failed: VerifiedReading,
): VerifiedReading {
  if (before === undefined) return failed;
  const isRead = before.reading !== 'unreadable';
  if (isRead && before.reading !== actTerms[act].goal) return { ...before, round: failed.round };
  const reading: VerifiedReading = wasReadAsLeft(act, before) ? { ...failed, wasAsLeft: true } : failed;
  return before.wasOtherwise ? { ...reading, wasOtherwise: true } : reading;
}

/** Whether the account, after its call, was read in the status in which the run left it. */
function hasReadAsIntended(
  { act, users, canary, recheck }: RunState,
  { readings }: Verification,
  position: number,
): boolean {
  const { goal, confirmed } = actTerms[act];
  const before = readings[position];
  if (before !== undefined && wasReadAsLeft(act, before)) return true;
  if (users.at(position)?.outcome === confirmed) return true;
  if (canary.position === position && canary.passed > 0 && canary.state !== 'refused') return true;
  return recheck?.readings.some((each) => each.position === position && each.reading === goal) ?? false;
}

/** Confirms a user in doubt whose account has the goal status. Every other outcome stays the same. */
function settleDoubt(state: RunState, position: number): void {
  const before = state.users.at(position);
  if (before?.outcome !== 'in-doubt' || before.attempt === 0) return;
  const user = state.users.change(position);
  if (user === undefined) return;
  const { goal, confirmed } = actTerms[state.act];
  state.counts['in-doubt'] -= 1;
  state.counts[confirmed] += 1;
  user.outcome = confirmed;
  user.message = `In doubt at the end of the run. Read again after it, the account is ${goal}.`;
  user.hint = '';
  if (user.code !== undefined) delete user.code;
  if (user.leftOpen) delete user.leftOpen;
  state.users.settle(position);
}
