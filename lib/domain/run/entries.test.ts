/** Tests the state after each kind of entry, field by field: the fold decides everything that a run does next. */
import { describe, expect, it } from 'vitest';
import type { Fault, FaultCode } from '#lib/domain/outcome/answer';
import type { RunEvent } from '#lib/domain/run/events';
import { apply } from '#lib/domain/run/run';
import { newRun, type RunState } from '#lib/domain/run/state';
import { faultAnswer } from '#test/samples/run';

type Event<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;

/** A run of nine users after these events; entry n has the time 1,000 + n. */
function runAfter(...events: RunEvent[]): RunState {
  const state = newRun();
  const all: RunEvent[] = [{ type: 'started', total: 9, planDigest: 'sealed' }, ...events];
  for (const [at, event] of all.entries()) apply(state, { seq: at + 1, at: 1_000 + at, event });
  return state;
}

function fault(code: FaultCode, more: Partial<Fault> = {}): Fault {
  const answer = faultAnswer(code, more);
  if (answer.ok) throw new Error('a fault');
  return answer.fault;
}

const intended = (position = 0, attempt = 1): Event<'intended'> => ({
  type: 'intended',
  position,
  attempt,
  before: 'active',
});
const settled = (position: number, more: Partial<Event<'settled'>> = {}): Event<'settled'> => ({
  type: 'settled',
  position,
  outcome: 'deactivated',
  attempt: 1,
  status: 204,
  code: null,
  message: '',
  hint: '',
  detail: null,
  tookMs: 1,
  ...more,
});
const deferred = (reason: Fault, more: Partial<Event<'deferred'>> = {}): Event<'deferred'> => ({
  type: 'deferred',
  position: 0,
  attempt: 1,
  fault: reason,
  waitMs: 10,
  tookMs: 1,
  ...more,
});
const doubted = (reason: Fault, position = 0): Event<'doubted'> => ({
  type: 'doubted',
  position,
  attempt: 1,
  fault: reason,
  tookMs: 1,
});
const readBack = (more: Partial<Event<'read-back'>> = {}): Event<'read-back'> => ({
  type: 'read-back',
  position: 0,
  reading: 'active',
  message: 'still active',
  hint: '',
  waitMs: 10,
  tookMs: 1,
  ...more,
});
const paused = (code: Event<'paused'>['code'], more: Partial<Event<'paused'>> = {}): Event<'paused'> => ({
  type: 'paused',
  code,
  message: '',
  hint: '',
  ...more,
});
const resumed = (more: Partial<Event<'resumed'>> = {}): Event<'resumed'> => ({ type: 'resumed', ...more });
const ended: Event<'ended'> = { type: 'ended', how: 'completed', code: null, message: 'm', hint: 'h' };
const lost = fault('timed-out');
const server = fault('server-error', { owner: 'atlassian', status: 500 });
const refused = settled(0, { outcome: 'refused', status: 403, code: 'not-allowed' });

describe('an entry', () => {
  it('counts once, also where it is the last one that was folded', () => {
    const state = runAfter({ type: 'probed', fault: server, waitMs: 1 });
    apply(state, { seq: state.seq, at: 9_999, event: { type: 'probed', fault: server, waitMs: 1 } });
    expect(state.probes).toBe(1);
    expect(state.seq).toBe(2);
  });

  it('that explains a user has the kind of the answer, and the next one that was no fault has none', () => {
    expect(runAfter(intended(), deferred(server)).users.at(0)?.code).toBe('server-error');
    expect(runAfter(intended(), refused).users.at(0)?.code).toBe('not-allowed');
    const done = runAfter(intended(), deferred(server), intended(0, 2), settled(0, { attempt: 2 }));
    expect(done.users.at(0)).not.toHaveProperty('code');
  });

  it('that another tool made begins a run under way', () => {
    const source = {
      tool: 'newman',
      fileName: 'f',
      collection: 'c',
      startedAt: null,
      endedAt: null,
      origins: [],
      problems: [],
      problemCount: 0,
      keyInFile: false,
      recordDigest: 'd',
    } as const;
    const state = apply(newRun(), {
      seq: 1,
      at: 1,
      event: {
        type: 'imported',
        source: { ...source, origins: [], problems: [] },
        total: 1,
        planDigest: 'd',
      },
    });
    expect(state.status).toBe('running');
    expect(state.imported?.tool).toBe('newman');
  });
});

describe('an intent', () => {
  it('begins the user, in the order of the plan', () => {
    const state = runAfter(intended(0), intended(2), intended(1));
    expect(state.next).toBe(3);
    expect([...state.open].sort()).toEqual([0, 1, 2]);
    expect(state.users.at(1)).toMatchObject({ stage: 'calling', attempt: 1, before: 'active', at: 1_003 });
    expect(state.users.at(3)).toBeUndefined();
  });

  it('restarts the readings of the user, and ends the doubt and the wait', () => {
    const unreadable = readBack({ reading: 'unreadable', fault: server });
    const before = runAfter(intended(), doubted(lost), readBack(), unreadable);
    expect(before.users.at(0)).toMatchObject({ unchangedReads: 1, failedReads: 1, doubt: lost });
    const waiting = deferred(fault('rate-limited'), { waitMs: 500 });
    const state = runAfter(intended(), doubted(lost), readBack(), unreadable, waiting, intended(0, 2));
    expect(state.users.at(0)).toMatchObject({
      stage: 'calling',
      attempt: 2,
      unchangedReads: 0,
      failedReads: 0,
      doubt: null,
    });
    expect(state.hold).toBeNull();
  });
});

describe('a deferral', () => {
  it('counts a fault on the way once for each call, and not again for one that was in doubt', () => {
    expect(runAfter(intended(), deferred(server)).faultsInARow).toBe(1);
    expect(runAfter(intended(), doubted(lost), deferred(lost)).faultsInARow).toBe(1);
    expect(runAfter(intended(), deferred(server), deferred(fault('rate-limited'))).faultsInARow).toBe(0);
    expect(runAfter(intended(), deferred(fault('not-allowed'))).faultsInARow).toBe(0);
  });

  it('notes the status that did not accept a call, but none of a reading or of an answer without one', () => {
    const busy = fault('rate-limited', { status: 429 });
    const declined = (...events: RunEvent[]) => runAfter(...events).users.at(0)?.declined;
    expect(declined(intended(), deferred(busy))).toBe(429);
    expect(declined(deferred(busy, { attempt: 0 }))).toBeUndefined();
    expect(declined(intended(), deferred(fault('unreachable', { status: null })))).toBeUndefined();
    expect(declined(intended(), doubted(lost), deferred(busy))).toBeUndefined();
    // The second entry belongs to the reading before the next call.
    expect(declined(intended(), deferred(busy), deferred({ ...busy, status: 503 }))).toBe(429);
  });

  it('puts a user off who was not tried or met a 429, and counts readings that said nothing apart', () => {
    const user = (...events: RunEvent[]) => runAfter(...events).users.at(0);
    expect(user(intended(), deferred(server))).toMatchObject({ stage: 'deferred', putOff: 0 });
    expect(user(intended(), deferred(fault('rate-limited')))?.putOff).toBe(1);
    expect(user(deferred(server, { attempt: 0 }))?.putOff).toBe(1);
    expect(user(intended(), deferred(server), deferred(server))?.putOff).toBe(1);
    const unread = deferred(server, { attempt: 0, unread: true });
    expect(user(unread, unread)).toMatchObject({ unread: 2, putOff: 0 });
    expect(user(intended())?.unread).toBeUndefined();
  });

  it('explains itself, and makes the whole run wait', () => {
    const state = runAfter(intended(), deferred(server, { waitMs: 70, tookMs: 4.4 }));
    expect(state.users.at(0)).toMatchObject({ message: server.message, status: server.status, tookMs: 4 });
    expect(state.hold).toMatchObject({ waitMs: 70, at: 1_002, message: server.message });
  });
});

describe('a doubt', () => {
  it('counts where a call may have taken effect, but not for a refusal that is read back', () => {
    const state = runAfter(intended(), doubted(lost));
    expect(state.users.at(0)).toMatchObject({
      stage: 'doubted',
      doubts: 1,
      doubt: lost,
      message: lost.message,
    });
    expect(state.faultsInARow).toBe(1);
    const no = fault('not-allowed');
    const after = runAfter(intended(), doubted(lost), intended(0, 2), doubted(no));
    expect(after.users.at(0)).toMatchObject({ stage: 'doubted', doubts: 1, doubt: no });
    expect(after.faultsInARow).toBe(1);
  });

  it('keeps what each reading said, and counts one that could not be made as a fault on the way', () => {
    const state = runAfter(intended(), doubted(lost), readBack({ message: 'still active', tookMs: 6 }));
    expect(state.users.at(0)).toMatchObject({ unchangedReads: 1, failedReads: 0, message: 'still active' });
    expect(state.users.at(0)?.tookMs).toBe(7);
    expect(state.faultsInARow).toBe(1);
    const unreadable = readBack({ reading: 'unreadable', fault: server });
    const after = runAfter(intended(), doubted(lost), unreadable);
    expect(after.users.at(0)).toMatchObject({ unchangedReads: 0, failedReads: 1 });
    expect(after.faultsInARow).toBe(2);
    const forbidden = readBack({ reading: 'unreadable', fault: fault('not-allowed') });
    expect(runAfter(intended(), doubted(lost), forbidden).faultsInARow).toBe(1);
  });

  it('makes the whole run wait only where Atlassian asked for it', () => {
    expect(runAfter(intended(), doubted(lost), readBack()).hold).toBeNull();
    const limited = readBack({ reading: 'unreadable', fault: fault('rate-limited'), waitMs: 80 });
    expect(runAfter(intended(), doubted(lost), limited).hold).toMatchObject({ waitMs: 80, asked: true });
  });
});

describe('the canary', () => {
  it('is read again after each wait, and all wait with it', () => {
    const waited: RunEvent = { type: 'canary-waited', position: 0, message: 'not yet', hint: '', waitMs: 90 };
    const state = runAfter(intended(), settled(0), waited, waited);
    expect(state.canary).toMatchObject({ state: 'checking', position: 0, reads: 2 });
    expect(state.hold).toMatchObject({ waitMs: 90, message: 'not yet', firm: true, asked: false });
  });

  it('is what a pause asks about', () => {
    const state = runAfter(intended(), settled(0), paused('canary-unconfirmed'));
    expect(state.canary.state).toBe('unconfirmed');
    apply(state, { seq: state.seq + 1, at: 1, event: resumed() });
    expect(state.canary.state).toBe('waived');
    expect(runAfter(paused('canary-done')).canary.state).toBe('asked');
    expect(runAfter(paused('canary-done'), resumed()).canary.state).toBe('passed');
    expect(runAfter(paused('admin')).canary.state).toBe('pending');
  });

  it('begins with another user once the admin accepted the first refusal', () => {
    const state = runAfter(intended(), refused, paused('canary-refused'));
    expect(state.canary).toMatchObject({ state: 'refused', position: 0, refusalAccepted: false });
    apply(state, { seq: state.seq + 1, at: 1, event: resumed() });
    expect(state.canary).toMatchObject({ state: 'pending', position: null, reads: 0, refusalAccepted: true });
    apply(state, { seq: state.seq + 1, at: 1, event: { ...refused, position: 1 } });
    expect(state.canary.state).toBe('pending');
  });

  it('is whoever was the first to be changed, and nobody who was not called', () => {
    const confirmed = runAfter(intended(), settled(0, { outcome: 'confirmed-inactive' }));
    expect(confirmed.canary).toMatchObject({ state: 'passed', position: 0, passed: 1 });
    for (const outcome of ['already-inactive', 'skipped'] as const) {
      expect(runAfter(settled(0, { outcome })).canary).toMatchObject({ state: 'pending', position: null });
    }
    for (const outcome of ['refused', 'failed', 'in-doubt'] as const) {
      expect(runAfter(settled(0, { outcome })).canary).toMatchObject({ state: 'refused', position: 0 });
    }
  });

  it('is not judged again by the users after it', () => {
    const state = runAfter(settled(0), { type: 'canary-passed', position: 0 }, { ...refused, position: 1 });
    expect(state.canary).toMatchObject({ state: 'passed', position: 0, passed: 1 });
  });
});

describe('a pause', () => {
  it('says why and since when, and waits only where a time is given', () => {
    const state = runAfter(paused('faults-in-a-row', { message: 'm', hint: 'h' }));
    expect(state).toMatchObject({
      status: 'paused',
      pause: { code: 'faults-in-a-row', message: 'm', hint: 'h', since: 1_001 },
      hold: null,
    });
    const waiting = runAfter(paused('faults-in-a-row', { message: 'm', waitMs: 50 }));
    expect(waiting.hold).toMatchObject({ waitMs: 50, message: 'm', firm: false, asked: false });
  });

  it('ends with everything that led to it', () => {
    const faults = runAfter(deferred(server, { attempt: 0 }), paused('faults-in-a-row', { waitMs: 50 }));
    expect(faults.faultsInARow).toBe(1);
    const state = runAfter(
      deferred(server, { attempt: 0 }),
      refused,
      paused('faults-in-a-row', { waitMs: 50 }),
      resumed(),
    );
    expect(state).toMatchObject({ status: 'running', pause: null, faultsInARow: 0, refusalsInARow: 0 });
  });

  it('forgives a drift that the admin accepted, and no other pause does', () => {
    const off = settled(0, { foreseen: 'missed' });
    expect(runAfter(off, paused('drift'), resumed()).drift).toEqual({ judged: 0, departed: 0 });
    expect(runAfter(off, paused('admin'), resumed()).drift).toEqual({ judged: 1, departed: 1 });
  });

  it('asks after twice as many refusals only where there were too many', () => {
    const most = newRun().refusalLimit;
    const few = Array.from({ length: most - 1 }, (_, position) => ({ ...refused, position }));
    expect(runAfter(...few, paused('admin'), resumed()).refusalLimit).toBe(most);
    const many = [...few, { ...refused, position: most }];
    expect(runAfter(...many, paused('refusals-in-a-row'), resumed())).toMatchObject({
      refusalLimit: 2 * most,
      refusalsInARow: 0,
    });
  });

  it('knows that somebody was read only where the probe of a run that could read nobody was answered', () => {
    expect(runAfter(paused('nobody-read'), resumed({ by: 'probe' })).someoneRead).toBe(true);
    expect(runAfter(paused('nobody-read'), resumed({ by: 'admin' })).someoneRead).toBeUndefined();
    expect(runAfter(paused('faults-in-a-row'), resumed({ by: 'probe' })).someoneRead).toBeUndefined();
    expect(runAfter(paused('admin'), resumed()).withoutReading).toBeUndefined();
    expect(runAfter(paused('admin'), resumed({ withoutReading: true })).withoutReading).toBe(true);
  });

  it('leaves a wait that Atlassian asked for, unless the admin asks now', () => {
    const asked = deferred(fault('rate-limited', { waitMs: 60_000 }), { waitMs: 60_000 });
    expect(runAfter(asked, paused('admin'), resumed()).hold).toMatchObject({ waitMs: 60_000 });
    expect(runAfter(asked, paused('admin'), resumed({ asksNow: true })).hold).toBeNull();
    expect(runAfter(paused('faults-in-a-row', { waitMs: 50 }), resumed()).hold).toBeNull();
  });
});

describe('a wait', () => {
  const probed = (more: Partial<Fault>, waitMs: number): RunEvent => ({
    type: 'probed',
    fault: { ...server, ...more },
    waitMs,
  });
  it('is firm where Atlassian asked for it, or where it belongs to no pause', () => {
    expect(runAfter(probed({}, 40)).hold).toMatchObject({ firm: false, asked: false });
    expect(runAfter(probed({ waitMs: 40 }, 40)).hold).toMatchObject({ firm: true, asked: true });
    expect(runAfter(deferred(server)).hold).toMatchObject({ firm: true, asked: false });
    expect(runAfter(deferred(fault('rate-limited'))).hold).toMatchObject({ firm: true, asked: true });
    const usedUp = runAfter({ type: 'calls-used-up', waitMs: 30, askedMs: 99 }).hold;
    expect(usedUp).toMatchObject({ waitMs: 30, firm: true, asked: true, askedMs: 99 });
    expect(usedUp?.message).not.toBe('');
  });

  it('stays firm while it lasts, whatever comes after it', () => {
    const state = runAfter(deferred(server, { waitMs: 10 }), probed({}, 40));
    expect(state.hold).toMatchObject({ waitMs: 40, firm: true });
    expect(runAfter(probed({}, 10), probed({}, 40)).hold).toMatchObject({ waitMs: 40, firm: false });
  });

  it('that ends later holds', () => {
    expect(runAfter(deferred(server, { waitMs: 90 }), deferred(server, { waitMs: 10 })).hold?.waitMs).toBe(
      90,
    );
    expect(runAfter(deferred(server, { waitMs: 10 }), deferred(server, { waitMs: 90 })).hold?.waitMs).toBe(
      90,
    );
  });

  it('says on which clock it began and how long Atlassian asked for, where that is known', () => {
    const since = { boot: 'b', ms: 5 };
    const long = fault('rate-limited', { waitMs: 10, askedMs: 86_400_000 });
    const hold = runAfter(deferred(long, { since })).hold;
    expect(hold).toMatchObject({ since, askedMs: 86_400_000 });
    const plain = runAfter(deferred(server)).hold;
    expect(plain && 'since' in plain).toBe(false);
    expect(plain && 'askedMs' in plain).toBe(false);
  });

  it('continues after the process died, for as long as the next process calculated', () => {
    const waiting = deferred(server, { waitMs: 500 });
    const since = { boot: 'new', ms: 7 };
    const left = runAfter(waiting, { type: 'interrupted', waitMs: 200, since });
    expect(left.hold).toMatchObject({ waitMs: 200, at: 1_002, since, message: server.message });
    expect(runAfter(waiting, { type: 'interrupted', waitMs: 0 }).hold).toBeNull();
    expect(runAfter(waiting, { type: 'interrupted' }).hold).toMatchObject({ waitMs: 500, at: 1_001 });
    expect(runAfter({ type: 'interrupted', waitMs: 200 }).hold).toBeNull();
    const began = deferred(server, { waitMs: 500, since: { boot: 'old', ms: 3 } });
    const kept = runAfter(began, { type: 'interrupted', waitMs: 200 }).hold;
    expect(kept).toMatchObject({ waitMs: 200, since: { boot: 'old', ms: 3 } });
  });

  it('alone ends where the admin asks now while a run is stopping', () => {
    const stop: RunEvent = { type: 'stop-requested' };
    const state = runAfter(deferred(server), paused('admin'), stop, resumed({ asksNow: true }));
    expect(state).toMatchObject({ status: 'stopping', hold: null, pause: null, faultsInARow: 1 });
  });
});

describe('a refused key', () => {
  const keyFault = fault('key-invalid', { message: 'no key', hint: 'a new one' });
  const noKey: RunEvent = { type: 'key-refused', position: 0, fault: keyFault, tookMs: 3 };

  it('is no outcome of the user who was called', () => {
    const state = runAfter(intended(), noKey);
    expect(state.keyFault).toEqual({ message: 'no key', hint: 'a new one' });
    expect(state.users.at(0)).toMatchObject({
      stage: 'deferred',
      outcome: null,
      status: null,
      hint: '',
      at: 1_002,
    });
    expect(state.users.at(0)?.message).toContain('Nothing was changed');
    expect(state.users.at(0)?.tookMs).toBe(3);
  });

  it('says what is not known of a user whose earlier call was lost', () => {
    const state = runAfter(intended(), doubted(lost), intended(0, 2), noKey);
    expect(state.users.at(0)?.message).toBe('The answer to an earlier call was lost.');
  });

  it('leaves a user alone who was only read', () => {
    const state = runAfter(intended(), doubted(lost), noKey);
    expect(state.users.at(0)).toMatchObject({ stage: 'doubted', message: lost.message });
    expect(runAfter(noKey).users.at(0)).toBeUndefined();
    expect(runAfter(noKey).keyFault).not.toBeNull();
  });

  it('is noticed in an outcome too', () => {
    const outcome = settled(0, {
      outcome: 'failed',
      code: 'key-scoped',
      message: 'scoped',
      hint: 'unscoped',
    });
    expect(runAfter(outcome).keyFault).toEqual({ message: 'scoped', hint: 'unscoped' });
    expect(runAfter(settled(0, { outcome: 'failed', code: 'not-found' })).keyFault).toBeNull();
  });
});

describe('an outcome', () => {
  it('explains itself by the last answer alone', () => {
    const link = 'https://a.example';
    const told = deferred(fault('not-allowed', { detail: 'in its own words', link, hint: 'h' }));
    expect(runAfter(intended(), told).users.at(0)).toMatchObject({
      detail: 'in its own words',
      link,
      hint: 'h',
    });
    const after = runAfter(intended(), told, deferred(server)).users.at(0);
    expect(after).toMatchObject({ detail: null, hint: '' });
    expect(after && 'link' in after).toBe(false);
    const never = runAfter(intended(), deferred(server)).users.at(0);
    expect(never && 'link' in never).toBe(false);
  });

  it('settles the user', () => {
    const state = runAfter(intended(), doubted(lost), settled(0, { attempt: 3, message: 'done', tookMs: 5 }));
    expect(state).toMatchObject({ settled: 1, counts: { deactivated: 1 } });
    expect(state.open.size).toBe(0);
    expect(state.users.at(0)).toMatchObject({
      stage: 'settled',
      outcome: 'deactivated',
      attempt: 3,
      doubt: null,
      message: 'done',
      tookMs: 6,
    });
    expect(state.users.at(0)?.at).toBe(1_003);
    expect(state.users.at(0)?.leftOpen).toBeUndefined();
    expect(runAfter(settled(0, { outcome: 'in-doubt', leftOpen: true })).users.at(0)?.leftOpen).toBe(true);
  });

  it('that is a success ends the probes and the refusals in a row', () => {
    const probe: RunEvent = { type: 'probed', fault: server, waitMs: 1 };
    for (const outcome of ['deactivated', 'confirmed-inactive'] as const) {
      expect(runAfter(probe, refused, settled(1, { outcome }))).toMatchObject({
        probes: 0,
        refusalsInARow: 0,
      });
    }
    for (const outcome of ['already-inactive', 'failed', 'skipped'] as const) {
      expect(runAfter(probe, refused, settled(1, { outcome }))).toMatchObject({
        probes: 1,
        refusalsInARow: 1,
      });
    }
  });

  it('ends the faults in a row unless it is one', () => {
    const faults = [deferred(server, { attempt: 0 })];
    for (const outcome of ['failed', 'in-doubt'] as const) {
      expect(runAfter(...faults, settled(1, { outcome })).faultsInARow).toBe(1);
    }
    for (const outcome of ['deactivated', 'refused', 'already-inactive'] as const) {
      expect(runAfter(...faults, settled(1, { outcome })).faultsInARow).toBe(0);
    }
  });

  it('is compared with its prediction, and a predicted refusal does not count as one in a row', () => {
    const met = settled(0, { outcome: 'refused', foreseen: 'met' });
    expect(runAfter(met)).toMatchObject({ refusalsInARow: 0, drift: { judged: 1, departed: 0 } });
    const missed = settled(0, { outcome: 'refused', foreseen: 'missed' });
    expect(runAfter(missed)).toMatchObject({ refusalsInARow: 1, drift: { judged: 1, departed: 1 } });
    expect(runAfter(refused)).toMatchObject({ refusalsInARow: 1, drift: { judged: 0, departed: 0 } });
  });
});

describe('counts and readings', () => {
  it('are kept with their time and with what the run had changed by then', () => {
    const counted: RunEvent = { type: 'counted', when: 'after-canary', active: 7, message: 'c' };
    const state = runAfter(settled(0), counted);
    expect(state.headcounts).toEqual({ 'after-canary': { active: 7, message: 'c', changed: 1, at: 1_002 } });
    const readings = [{ position: 0, reading: 'active' as const }];
    expect(runAfter({ type: 'rechecked', readings }).recheck).toEqual({ readings, at: 1_001 });
  });
});

describe('the end', () => {
  it('is told with its time, and nothing waits or pauses any more', () => {
    const state = runAfter(deferred(server), paused('admin'), ended);
    expect(state).toMatchObject({
      status: 'ended',
      endedAt: 1_003,
      pause: null,
      hold: null,
      end: { how: 'completed', code: null, message: 'm', hint: 'h' },
    });
  });

  it('of the process leaves every call under way in doubt', () => {
    const state = runAfter(intended(0), intended(1), settled(1), paused('admin'), { type: 'interrupted' });
    expect(state).toMatchObject({ status: 'interrupted', pause: null });
    expect(state.users.at(0)).toMatchObject({ stage: 'doubted', doubts: 1, cutOff: 1, doubt: null });
    expect(state.users.at(1)).toMatchObject({ stage: 'settled', doubts: 0 });
    const twice = runAfter(intended(), { type: 'interrupted' }, resumed(), intended(0, 2), {
      type: 'interrupted',
    });
    expect(twice.users.at(0)).toMatchObject({ doubts: 2, cutOff: 2 });
  });
});
