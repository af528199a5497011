/** Folds the events about the call of one user into the state of its run. Pure. */
import { actTerms } from '#lib/domain/outcome/act';
import { type Fault, isKeyFault, isOnTheWay } from '#lib/domain/outcome/answer';
import { trackCanary } from '#lib/domain/run/canary';
import { holdsAll, type RunEvent } from '#lib/domain/run/events';
import { laterHold } from '#lib/domain/run/hold';
import type { RunState } from '#lib/domain/run/state';
import { explain, freshUser, type UserProgress, whyUnknown } from '#lib/domain/run/user';

/** The events about the call of one user. */
type UserEvent = Extract<
  RunEvent,
  { type: 'intended' | 'settled' | 'key-refused' | 'deferred' | 'doubted' | 'read-back' }
>;

/** Folds one event, in place; `at` is the entry's time in ms since the epoch. */
export function foldUser(state: RunState, event: UserEvent, at: number): RunState {
  switch (event.type) {
    case 'intended': {
      const user = begin(state, event.position, at);
      user.stage = 'calling';
      user.attempt = event.attempt;
      user.before = event.before;
      if (event.read?.source === 'users-search') user.searchedMs = Math.round(event.read.ageMs);
      else if (user.searchedMs !== undefined) delete user.searchedMs;
      user.unchangedReads = 0;
      user.failedReads = 0;
      user.doubt = null;
      state.hold = null;
      return state;
    }
    case 'settled':
      return settle(state, event, at);
    case 'key-refused':
      return refuseKey(state, event, at);
    case 'deferred': {
      const user = begin(state, event.position, at);
      // If the user is in doubt, the fault was counted when the doubt arose.
      if (user.stage !== 'doubted') countFault(state, event.fault);
      const untried = user.stage === 'deferred' || event.attempt === 0;
      if (!untried && user.stage === 'calling' && event.fault.status !== null) {
        user.declined = event.fault.status;
      }
      if (event.unread) user.unread = (user.unread ?? 0) + 1;
      else if (untried || event.fault.code === 'rate-limited') user.putOff += 1;
      user.stage = 'deferred';
      explain(user, event.fault, event.tookMs);
      state.hold = laterHold(state.hold, event, { message: event.fault.message, at, by: 'answer' });
      return state;
    }
    case 'doubted': {
      const user = begin(state, event.position, at);
      user.stage = 'doubted';
      // A refusal adds no doubt: the account is read back because of an earlier call.
      if (event.fault.effect === 'unknown') user.doubts += 1;
      user.doubt = event.fault;
      explain(user, event.fault, event.tookMs);
      countFault(state, event.fault);
      return state;
    }
    case 'read-back': {
      const user = begin(state, event.position, at);
      if (event.reading === 'unreadable') user.failedReads += 1;
      else user.unchangedReads += 1;
      if (event.fault && isOnTheWay(event.fault)) state.faultsInARow += 1;
      explain(
        user,
        { ...event, code: event.fault?.code ?? null, status: user.status, detail: user.detail },
        event.tookMs,
      );
      if (holdsAll(event)) {
        state.hold = laterHold(state.hold, event, { message: event.message, at, by: 'answer' });
      }
      return state;
    }
  }
}

function settle(state: RunState, event: Extract<RunEvent, { type: 'settled' }>, at: number): RunState {
  const user = begin(state, event.position, at);
  if (user.outcome !== null) state.counts[user.outcome] -= 1;
  else state.settled += 1;
  user.stage = 'settled';
  user.outcome = event.outcome;
  user.attempt = event.attempt;
  user.doubt = null;
  if (event.leftOpen) user.leftOpen = true;
  explain(user, event, event.tookMs);
  state.users.settle(event.position);
  state.counts[event.outcome] += 1;
  state.open.delete(event.position);
  const { done, confirmed } = actTerms[state.act];
  const succeeded = event.outcome === done || event.outcome === confirmed;
  if (succeeded) state.probes = 0;
  if (event.outcome !== 'failed' && event.outcome !== 'in-doubt') state.faultsInARow = 0;
  if (event.foreseen) state.drift.judged += 1;
  if (event.foreseen === 'missed') state.drift.departed += 1;
  if (event.outcome === 'refused') state.refusalsInARow += event.foreseen === 'met' ? 0 : 1;
  else if (succeeded) state.refusalsInARow = 0;
  if (event.code !== null && isKeyFault(event.code)) {
    state.keyFault = { message: event.message, hint: event.hint };
  }
  if (state.canary.state === 'pending') trackCanary(state, event.position, event.outcome);
  return state;
}

/** Folds a refusal of the key. The call changed nothing, and its answer says nothing about the user. */
function refuseKey(
  state: RunState,
  { position, fault, tookMs }: Extract<RunEvent, { type: 'key-refused' }>,
  at: number,
): RunState {
  state.keyFault = { message: fault.message, hint: fault.hint };
  const user = state.users.at(position)?.stage === 'calling' ? state.users.change(position) : undefined;
  if (user === undefined) return state;
  user.stage = 'deferred';
  user.at = at;
  const message =
    user.doubts > 0
      ? whyUnknown(user)
      : 'Nothing was changed: the run ended, because Atlassian did not accept the API key.';
  explain(user, { message, hint: '', status: null, detail: null }, tookMs);
  return state;
}

/** The user at a position, from their first event on. */
function begin(state: RunState, position: number, at: number): UserProgress {
  let user = state.users.change(position);
  if (!user) {
    user = state.users.begin(position, freshUser(at));
    state.open.add(position);
    while (state.users.has(state.next)) state.next += 1;
  }
  user.at = at;
  return user;
}

/** Counts consecutive faults. A 429 is an answer, so it resets the count. */
function countFault(state: RunState, fault: Fault): void {
  if (fault.code === 'rate-limited') state.faultsInARow = 0;
  else if (isOnTheWay(fault)) state.faultsInARow += 1;
}
