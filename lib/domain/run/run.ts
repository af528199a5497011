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
 *   after the end: verification-begun ──verified · unverified──▶ verification-ended   (outcomes stay; repeatable)
 *                  dismissed   (the admin decides that nothing more is to be done about some users)
 *
 *   breakers: canary-refused · canary-unconfirmed · canary-done · refusals-in-a-row   (resumed by the admin)
 *             faults-in-a-row · nobody-read ──probed──▶ … ──resumed──▶      (resumed by itself, or by the admin)
 *
 * The canary is the first user, or the first few, whose call succeeds: each is done alone and must read back as
 * expected before anybody else is called.
 */
import { foldAuditLog } from '#lib/domain/audit/audit-log';
import { passCanary } from '#lib/domain/run/canary';
import { foldDismissal } from '#lib/domain/run/concerns';
import type { JournalEntry, RunEvent } from '#lib/domain/run/events';
import { foldUser } from '#lib/domain/run/fold-user';
import { foldVerification } from '#lib/domain/run/fold-verification';
import { changedBy } from '#lib/domain/run/headcount';
import { laterHold, restOfHold } from '#lib/domain/run/hold';
import type { RunState } from '#lib/domain/run/state';
import { doubtAfterCrash } from '#lib/domain/run/user';

/** Number of consecutive network faults and 5xx, over all users, after which the run pauses. */
export const faultsBeforePause = 5;

const limitMessage = 'Atlassian’s rate limit allows no call until then.';

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
      state.calledAt = at;
      state.total = event.total;
      state.planDigest = event.planDigest;
      state.act = event.act ?? 'deactivate';
      state.counted = event.counted ?? false;
      Object.assign(state.canary, event.canary);
      noteKey(state, event.keyTail, at);
      noteFile(state, event.file, at);
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
    case 'intended':
      // The time of the call, not of its outcome: the answer may arrive days later, when the computer wakes up.
      state.calledAt = at;
      return foldUser(state, event, at);
    case 'settled':
    case 'key-refused':
    case 'deferred':
    case 'doubted':
    case 'read-back':
      return foldUser(state, event, at);
    case 'canary-passed':
      return passCanary(state);
    case 'canary-waited':
      state.canary.reads += 1;
      state.hold = laterHold(state.hold, event, { message: event.message, at, by: 'answer' });
      return state;
    case 'paused':
      state.status = 'paused';
      state.pause = { code: event.code, message: event.message, hint: event.hint, since: at };
      if (event.code === 'canary-unconfirmed') state.canary.state = 'unconfirmed';
      if (event.code === 'canary-done') state.canary.state = 'asked';
      if (event.waitMs !== undefined) {
        const wait = { waitMs: event.waitMs, since: event.since };
        state.hold = laterHold(state.hold, wait, { message: event.message, at, by: 'breaker' });
      }
      return state;
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
      state.hold = laterHold(state.hold, event, { message: event.fault.message, at, by: 'breaker' });
      return state;
    case 'calls-used-up':
      state.hold = laterHold(state.hold, event, { message: limitMessage, at, by: 'limit' });
      return state;
    case 'resumed':
      noteKey(state, event.keyTail, at);
      noteFile(state, event.file, at);
      return resume(state, event);
    case 'stop-requested':
      state.status = 'stopping';
      state.pause = null;
      return state;
    case 'interrupted':
      state.status = 'interrupted';
      state.pause = null;
      for (const position of state.open) doubtAfterCrash(state.users.change(position));
      if (event.waitMs !== undefined && state.hold !== null) {
        state.hold = restOfHold(state.hold, { waitMs: event.waitMs, since: event.since }, at);
      }
      return state;
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

/** Records the file that the journal is written to from now on. Another file than before is a copy of the journal. */
function noteFile(state: RunState, file: string | undefined, at: number): void {
  if (file === undefined) return;
  if (state.file !== null && state.file !== file) state.resumedInCopy.push(at);
  state.file = file;
}

/** Records the key that the run uses from now on, if it is another one than before. */
function noteKey({ keys }: RunState, tail: string | undefined, at: number): void {
  if (tail !== undefined && keys.at(-1)?.tail !== tail) keys.push({ tail, at });
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
