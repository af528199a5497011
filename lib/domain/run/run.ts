/**
 * The life of a run, as a pure fold over its journal (`apply`); `nextStep` chooses what to do next.
 *
 *   new ──started──▶ running ◀──resumed── paused ◀─┐
 *                     │  │ └──────paused──────────▶┘   (by the admin, or by a breaker, with its reason)
 *                     │  └─stop-requested─▶ stopping ──▶ ended (stopped)
 *                     ├──────────────────────────────▶ ended (completed | halted)
 *                     └─ process died ─▶ interrupted ──resumed──▶ running
 *
 *   a user:  (not begun) ──intended──▶ calling ──settled──▶ outcome
 *                             ▲           ├──deferred──▶ deferred ──intended──▶ …   (certainly nothing happened)
 *                             └───────────┴──doubted───▶ doubted ──read-back──▶ settled | deferred   (the others go on)
 *
 *   key-refused: a user whose call gets this answer counts as not called; doubts stay open, and the run ends (halted)
 *
 *   after the end: verification-begun ──verified · unverified──▶ verification-ended   (outcomes stay; any number of times)
 *                  dismissed   (the admin decides that nothing more is to be done about some users)
 *
 *   breakers: canary-refused · canary-unconfirmed · canary-done · refusals-in-a-row   (resumed by the admin)
 *             faults-in-a-row · nobody-read ──probed──▶ … ──resumed──▶      (resumed by itself, or by the admin)
 *
 * The canary is the first user, or the first few, whose call succeeds: each is done alone and must read back as
 * expected before anybody else is called.
 */
import { foldAuditLog } from '#lib/domain/audit/audit-log';
import { actTerms } from '#lib/domain/outcome/act';
import { type Fault, isKeyFault, isOnTheWay } from '#lib/domain/outcome/answer';
import { passCanary, trackCanary } from '#lib/domain/run/canary';
import { foldDismissal } from '#lib/domain/run/concerns';
import { holdsAll, type JournalEntry, type RunEvent } from '#lib/domain/run/events';
import { foldVerification } from '#lib/domain/run/fold-verification';
import { changedBy } from '#lib/domain/run/headcount';
import { endsLater, type Hold, type Moment } from '#lib/domain/run/hold';
import type { RunState } from '#lib/domain/run/state';
import { doubtAfterCrash, explain, freshUser, type UserProgress, whyUnknown } from '#lib/domain/run/user';

/** Network faults and 5xx in a row, over any users, after which the run pauses. */
export const faultsBeforePause = 5;

/**
 * Folds one entry into the state, in place (a run may have 100,000 users). Entries come in order. An entry that is not
 * newer than the state is ignored, so a reconnected stream may repeat entries.
 */
export function apply(state: RunState, entry: JournalEntry): RunState {
  if (entry.seq <= state.seq) return state;
  state.seq = entry.seq;
  const { event } = entry;
  // An imported run happened at the time in its file, not at its import.
  const at = state.imported?.endedAt ?? state.imported?.startedAt ?? entry.at;
  switch (event.type) {
    case 'started':
      state.status = 'running';
      state.startedAt = at;
      state.total = event.total;
      state.planDigest = event.planDigest;
      state.act = event.act ?? 'deactivate';
      state.counted = event.counted ?? false;
      Object.assign(state.canary, event.canary);
      noteKey(state, event.keyTail, at);
      // A dry run calls nobody, so it needs no canary.
      if (state.act === 'dry-run') state.canary.state = 'waived';
      return state;
    case 'imported':
      state.status = 'running';
      state.imported = event.source;
      state.startedAt = event.source.startedAt ?? event.source.endedAt ?? at;
      state.total = event.total;
      state.planDigest = event.planDigest;
      state.canary.state = 'waived';
      return state;
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
      return hold(state, event, event.fault.message, at);
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
      return holdsAll(event) ? hold(state, event, event.message, at) : state;
    }
    case 'canary-passed':
      return passCanary(state);
    case 'canary-waited':
      state.canary.reads += 1;
      return hold(state, event, event.message, at);
    case 'paused':
      state.status = 'paused';
      state.pause = { code: event.code, message: event.message, hint: event.hint, since: at };
      if (event.code === 'canary-unconfirmed') state.canary.state = 'unconfirmed';
      if (event.code === 'canary-done') state.canary.state = 'asked';
      return event.waitMs === undefined
        ? state
        : hold(state, { ...event, waitMs: event.waitMs }, event.message, at);
    case 'counted':
      state.headcounts[event.when] = {
        active: event.active,
        message: event.message,
        changed: changedBy(state),
        at,
      };
      return state;
    case 'rechecked':
      state.recheck = { readings: event.readings, at };
      return state;
    case 'probed':
      state.probes += 1;
      return hold(state, event, event.fault.message, at);
    case 'calls-used-up':
      return hold(state, event, 'Atlassian’s rate limit allows no call until then.', at);
    case 'resumed':
      noteKey(state, event.keyTail, at);
      return resume(state, event);
    case 'stop-requested':
      state.status = 'stopping';
      state.pause = null;
      return state;
    case 'interrupted':
      state.status = 'interrupted';
      state.pause = null;
      for (const position of state.open) doubtAfterCrash(state.users.change(position));
      return holdOn(state, event, at);
    case 'ended':
      state.status = 'ended';
      state.endedAt = at;
      state.pause = null;
      state.hold = null;
      state.end = { how: event.how, code: event.code, message: event.message, hint: event.hint };
      return state;
    case 'verification-begun':
    case 'verified':
    case 'unverified':
    case 'verified-later':
    case 'verification-waited':
    case 'verification-ended':
      // The import of a run is not the time of its verification.
      return foldVerification(state, event, entry.at);
    case 'audit-begun':
    case 'audit-read':
    case 'audit-ended':
      state.auditLog = foldAuditLog(state.auditLog, event, entry.at);
      return state;
    case 'dismissed':
      return foldDismissal(state, event, entry.at);
  }
}

/** Notes the key with which the run goes on, if it is another one than before. */
function noteKey({ keys }: RunState, tail: string | undefined, at: number): void {
  if (tail !== undefined && keys.at(-1)?.tail !== tail) keys.push({ tail, at });
}

/** The call changed nothing, and its answer says nothing about the user. */
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

/** The later-ending wait wins. The run's own waits between probes can be cut short. */
function hold(
  state: RunState,
  event: {
    type: RunEvent['type'];
    waitMs: number;
    since?: Moment | undefined;
    fault?: Fault | undefined;
    askedMs?: number | undefined;
  },
  message: string,
  at: number,
): RunState {
  const { type, waitMs, since, fault, askedMs = fault?.askedMs } = event;
  const held = state.hold;
  const asked =
    type === 'calls-used-up' || fault?.code === 'rate-limited' || typeof fault?.waitMs === 'number';
  const firm =
    held?.firm === true || typeof fault?.waitMs === 'number' || (type !== 'paused' && type !== 'probed');
  const next: Hold = {
    waitMs,
    at,
    ...(since ? { since } : {}),
    message,
    firm,
    asked,
    ...(askedMs === undefined ? {} : { askedMs }),
  };
  if (!held || !endsLater(held, next)) state.hold = next;
  return state;
}

/** Restores the rest of the wait after the process died in it. The process that found the run calculated it. */
function holdOn(
  state: RunState,
  { waitMs, since }: Extract<RunEvent, { type: 'interrupted' }>,
  at: number,
): RunState {
  if (waitMs === undefined || state.hold === null) return state;
  state.hold = waitMs === 0 ? null : { ...state.hold, waitMs, at, ...(since ? { since } : {}) };
  return state;
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

function countFault(state: RunState, fault: Fault): void {
  if (fault.code === 'rate-limited') state.faultsInARow = 0;
  else if (isOnTheWay(fault)) state.faultsInARow += 1;
}

function resume(
  state: RunState,
  { by, withoutReading, asksNow }: Extract<RunEvent, { type: 'resumed' }>,
): RunState {
  const { canary } = state;
  if (state.status === 'stopping') {
    // The admin asked Atlassian again during a stop: only the wait ends.
    state.hold = null;
    return state;
  }
  if (withoutReading) state.withoutReading = true;
  if (by === 'probe' && state.pause?.code === 'nobody-read') state.someoneRead = true;
  if (state.pause?.code === 'drift') state.drift = { judged: 0, departed: 0 };
  state.status = 'running';
  state.pause = null;
  state.faultsInARow = 0;
  if (state.refusalsInARow >= state.refusalLimit) state.refusalLimit *= 2;
  state.refusalsInARow = 0;
  if (asksNow || !state.hold?.firm) state.hold = null;
  if (canary.state === 'refused') {
    Object.assign(canary, { state: 'pending', position: null, reads: 0, refusalAccepted: true });
  }
  if (canary.state === 'unconfirmed') canary.state = 'waived';
  if (canary.state === 'asked') canary.state = 'passed';
  return state;
}
