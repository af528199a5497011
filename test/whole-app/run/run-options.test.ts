import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultOptions } from '#lib/domain/plan/run-options';
import { asksToWait } from '#lib/domain/run/view/commands';
import { isWaiting } from '#lib/domain/run/view/status';
import type { RunView } from '#lib/engine/run/run-view';
import { DemoJob, unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import { followed } from '#test/followed';
import { until } from '#test/until';

let job: DemoJob;

beforeEach(async () => {
  job = await DemoJob.open({ people: 120 });
});

afterEach(() => job.close());

const outcomes = async (view: RunView) =>
  [...unwrap(await job.app.engine.runs.report(view.record.id)).rows()].map((row) => row.outcome);

describe('pace', () => {
  it('keeps several calls in flight, begun in the order of the plan, the canary alone before them', async () => {
    const sealed = await job.seal(60, { ...defaultOptions, concurrency: 8 }, job.isOrdinary);
    const { id } = job.start(sealed).record;
    // A run begins with one call at a time and increases the concurrency. After forty calls it has reached the maximum.
    // Then no call is answered until that many are in flight.
    await until(() => job.calls('lifecycle.disable').length > 40);
    job.organisation.setFaults({ latencyMs: 600_000, latencyOn: 'lifecycle' });
    const unanswered = () => job.calls('lifecycle.disable').filter((call) => call.answered === null).length;
    await until(() => unanswered() === 8);
    job.organisation.resetFaults();
    const ended = await job.goOn(id);
    expect(ended.state.counts.deactivated).toBe(60);
    const calls = job.calls('lifecycle.disable');
    // Requests on two connections may overtake each other, so the journal tells the order in which they began.
    const begun: number[] = [];
    for await (const batch of followed(
      job.app.engine.runs,
      ended.record.id,
      0,
      new AbortController().signal,
    )) {
      for (const { event } of batch) if (event.type === 'intended') begun.push(event.position);
    }
    expect(begun).toEqual(sealed.entries.map((entry) => entry.position));
    expect(calls.map((call) => call.accountId).sort()).toEqual(
      sealed.entries.map((entry) => entry.accountId).sort(),
    );
    // Eight calls, and for each of them one more account being read.
    expect(Math.max(...calls.map((call) => call.inFlight))).toBeLessThanOrEqual(16);
    const [canary, second] = calls;
    const between = job.organisation.ledger().slice(canary?.seq ?? 0, (second?.seq ?? 0) - 1);
    expect(canary?.inFlight).toBe(1);
    expect(between.some((each) => each.operation === 'profile' && each.accountId === canary?.accountId)).toBe(
      true,
    );
  });

  it('goes on when the calls in flight are throttled and one of them is lost', async () => {
    await job.close();
    job = await DemoJob.open({ people: 120 }, fastClock());
    const sealed = await job.seal(40, { ...defaultOptions, concurrency: 3 }, job.isOrdinary);
    const { id } = job.start(sealed).record;
    await until(() => job.calls('lifecycle.disable').length > 20);
    job.organisation.setFaults({ latencyMs: 600_000, latencyOn: 'lifecycle' });
    const unanswered = () => job.calls('lifecycle.disable').filter((call) => call.answered === null);
    await until(() => unanswered().length === 3);
    const [first = '', second = '', third = ''] = unanswered().map((call) => call.accountId ?? '');
    const throttled = { answer: 429, on: ['lifecycle.disable'], headers: { 'retry-after': '1' } } as const;
    job.organisation.setFaults({
      latencyMs: 0,
      perAccount: {
        [first]: [throttled],
        [second]: [throttled],
        [third]: [{ answer: 'cut', on: ['lifecycle.disable'] }],
      },
    });
    expect((await job.goOn(id)).state.counts.deactivated).toBe(40);
  });

  it('leaves the gap that was asked for between the beginnings of two calls', async () => {
    await job.close();
    const clock = fastClock();
    const begun = Date.now() - clock.monotonic();
    const now = () => Math.round(begun + clock.monotonic());
    job = await DemoJob.open({ people: 120, now }, clock);
    const sealed = await job.seal(6, { ...defaultOptions, concurrency: 4, gapMs: 6_000 }, job.isOrdinary);
    const started = now();
    await job.goOn(job.start(sealed).record.id);
    // There are five gaps between the start and the last call. The model test checks each gap.
    const last = job.calls('lifecycle.disable').at(-1);
    expect((last?.at ?? 0) - started).toBeGreaterThanOrEqual(5 * 6_000 - 1);
  });
});

describe('the canary', () => {
  it('is as large as asked for, and the run waits for the admin after it', async () => {
    const options = { ...defaultOptions, concurrency: 4, canary: '10' as const, waitAfterCanary: true };
    const sealed = await job.seal(14, options, job.isOrdinary);
    const { id } = job.start(sealed).record;
    const paused = await job.until(id, ({ state }) => state.status === 'paused');
    expect(paused.state.pause).toMatchObject({ code: 'canary-done', since: expect.any(Number) });
    expect(job.calls('lifecycle.disable')).toHaveLength(10);
    expect(job.organisation.ledger().every((each) => each.inFlight === 1)).toBe(true);
    const ended = await job.goOn(id);
    expect(ended.state.counts.deactivated).toBe(14);
  });
});

describe('a wait that Atlassian asked for', () => {
  it('is not shorter for a wall clock that is set two hours on while the program is closed', async () => {
    const sealed = await job.seal(3, undefined, job.isOrdinary);
    job.organisation.setFaults({
      storm: { next: 1, after: 1, seconds: 3_600, headers: 'retry-after-seconds' },
    });
    const { id } = job.start(sealed).record;
    await job.until(id, ({ state }) => state.hold !== null);
    await job.reopen(Date.now() + 2 * 3_600_000);
    const { hold } = unwrap(job.app.engine.runs.get(id)).state;
    // The wall clock alone would end the wait.
    expect(hold?.waitMs).toBeGreaterThan(1_800_000);
    expect(hold?.waitMs).toBeLessThanOrEqual(3_601_000);
    job.say(id, 'stop');
    await job.until(id, () => false);
  });

  it('is one of an hour where it is absurd, and ends when the admin asks now', async () => {
    const sealed = await job.seal(3, undefined, job.isOrdinary);
    job.organisation.setFaults({
      storm: { next: 1, after: 1, seconds: 31_536_000, headers: 'retry-after-seconds' },
    });
    const { id } = job.start(sealed).record;
    expect(job.app.engine.runs.command(id, 'ask-now')).toMatchObject({
      ok: false,
      error: { code: 'conflict', message: 'This run does not wait because Atlassian asked it to.' },
    });
    const { state } = await job.until(id, ({ state }) => state.hold !== null);
    expect(state.hold).toMatchObject({ asked: true, askedMs: 31_536_000_000 });
    expect(state.hold?.waitMs).toBeLessThanOrEqual(3_601_000);
    job.say(id, 'ask-now');
    // If it does not continue now, the test times out.
    const ended = await job.until(id, () => false);
    expect(await outcomes(ended)).toEqual(['deactivated', 'deactivated', 'deactivated']);
  });
});

describe('calls that Atlassian says are used up', () => {
  const usedUp = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '31536000' };

  it('make a wait that is named, lasts over a restart, and ends when the admin asks now', async () => {
    const sealed = await job.seal(3, undefined, job.isOrdinary);
    const [, second = ''] = sealed.entries.map(({ accountId }) => accountId);
    const answer = { on: ['lifecycle.disable'], answer: 204, apply: true, headers: usedUp } as const;
    job.organisation.setFaults({ perAccount: { [second]: [answer] } });
    const { id } = job.start(sealed).record;
    const { state } = await job.until(id, ({ state }) => state.hold !== null);
    expect(state.hold).toMatchObject({ asked: true, firm: true, askedMs: 31_536_000_000 });
    expect(state.hold?.waitMs).toBeLessThanOrEqual(3_600_000);
    expect(isWaiting(state, Date.now())).toBe(true);
    await job.reopen();
    const { hold } = unwrap(job.app.engine.runs.get(id)).state;
    expect(hold?.waitMs).toBeGreaterThan(1_800_000);
    job.say(id, 'resume');
    job.say(id, 'ask-now');
    // If it does not continue now, the test times out.
    const ended = await job.until(id, () => false);
    expect(await outcomes(ended)).toEqual(['deactivated', 'deactivated', 'deactivated']);
  });

  it('are no word of the journal where they are there again in a moment', async () => {
    const sealed = await job.seal(3, undefined, job.isOrdinary);
    const [, second = ''] = sealed.entries.map(({ accountId }) => accountId);
    const headers = { ...usedUp, 'x-ratelimit-reset': '1' };
    const answer = { on: ['lifecycle.disable'], answer: 204, apply: true, headers } as const;
    job.organisation.setFaults({ perAccount: { [second]: [answer] } });
    const { id } = job.start(sealed).record;
    await job.until(id, () => false);
    for await (const batch of followed(job.app.engine.runs, id, 0, new AbortController().signal)) {
      for (const { event } of batch) expect(event.type).not.toBe('calls-used-up');
    }
  });
});

describe('stop', () => {
  it('says that it waits before the last account is read back, and asks now where the admin wants that', async () => {
    const sealed = await job.seal(4, undefined, job.isOrdinary);
    const [, doubted = '', later = ''] = sealed.entries.map(({ accountId }) => accountId);
    const turnedAway = { answer: 429, headers: { 'retry-after': '3600' } } as const;
    job.organisation.setFaults({
      perAccount: {
        [doubted]: [{ on: ['lifecycle.disable'], answer: 'cut' }],
        [later]: [{ on: ['lifecycle.disable'], ...turnedAway }],
      },
    });
    const { id } = job.start(sealed).record;
    await job.until(id, ({ state }) => state.hold?.asked === true);
    job.organisation.setFaults({ perAccount: { [doubted]: [{ on: ['profile'], ...turnedAway }] } });
    job.say(id, 'stop');
    const { state } = unwrap(job.app.engine.runs.get(id));
    expect(state.status).toBe('stopping');
    expect(isWaiting(state, Date.now())).toBe(true);
    expect(asksToWait(state)).toBe(true);
    job.say(id, 'ask-now');
    // If it does not end now, the test times out.
    const ended = await job.until(id, () => false);
    expect(ended.state.end?.how).toBe('stopped');
    expect(await outcomes(ended)).toEqual(['deactivated', 'in-doubt', 'not-attempted', 'not-attempted']);
  });

  it('works in the middle of a long wait, and those not attempted can be run later', async () => {
    const sealed = await job.seal(4, undefined, job.isOrdinary);
    job.organisation.setFaults({
      storm: { next: 1, after: 1, seconds: 3_600, headers: 'retry-after-seconds' },
    });
    const { id } = job.start(sealed).record;
    await job.until(id, ({ state }) => state.hold !== null);
    job.say(id, 'stop');
    // If it does not end now, the test times out.
    const ended = await job.until(id, () => false);
    expect(ended.state.end?.how).toBe('stopped');
    job.organisation.resetFaults();
    const rest = unwrap(job.app.engine.runs.sealFrom(id, 'rest'));
    expect(rest.plan.parent).toEqual({ runId: id, users: 'rest' });
    expect(rest.entries.map((entry) => entry.accountId)).toEqual(
      sealed.entries.slice(1).map((entry) => entry.accountId),
    );
    const second = await job.goOn(job.start(rest).record.id);
    expect(await outcomes(second)).toEqual(['deactivated', 'deactivated', 'deactivated']);
  });
});

describe('retrying what failed', () => {
  it('is a new run over the failed and the doubtful only, linked to its parent', async () => {
    const sealed = await job.seal(3, undefined, job.isOrdinary);
    const unlucky = sealed.entries[1]?.accountId ?? '';
    job.organisation.setFaults({
      perAccount: {
        [unlucky]: [
          { answer: 'cut', on: ['lifecycle.disable'] },
          { answer: 404, on: ['profile'], after: 1 },
        ],
      },
    });
    const { id } = job.start(sealed).record;
    const ended = await job.goOn(id);
    expect((await outcomes(ended))[1]).toBe('in-doubt');
    job.organisation.resetFaults();
    const retry = unwrap(job.app.engine.runs.sealFrom(id, 'failed'));
    expect(retry.entries.map((entry) => entry.accountId)).toEqual([unlucky]);
    expect(retry.plan).toMatchObject({ parent: { runId: id, users: 'failed' } });
    expect(await outcomes(await job.goOn(job.start(retry).record.id))).toEqual(['deactivated']);
  });
});

describe('restore', () => {
  it('re-activates exactly the users that the run deactivated, with its own plan, canary and report', async () => {
    const sealed = await job.seal(8, undefined, job.isOrdinary);
    const before = sealed.entries[2]?.accountId ?? '';
    const elsewhere = job.organisation.people().find((each) => each.accountId === before);
    if (elsewhere) elsewhere.status = 'inactive';
    job.organisation.setFaults({ cutAfterWrite: { next: 1, after: 3 } });
    const { id } = job.start(sealed).record;
    const ended = await job.goOn(id);
    expect(ended.state.counts).toMatchObject({
      deactivated: 6,
      'confirmed-inactive': 1,
      'already-inactive': 1,
    });

    const restore = unwrap(job.app.engine.runs.sealFrom(id, 'deactivated'));
    expect(restore.plan).toMatchObject({ act: 'restore', parent: { runId: id, users: 'deactivated' } });
    expect(restore.notes.join(' ')).toMatch(/deleted.*export control/);
    expect(restore.entries.map((entry) => entry.accountId)).toEqual(
      sealed.entries.map((entry) => entry.accountId).filter((each) => each !== before),
    );
    const restored = await job.goOn(job.start(restore).record.id);
    expect(restored.state.counts['re-activated']).toBe(7);
    expect(restored.state.canary.state).toBe('passed');
    const enabled = job.calls('lifecycle.enable').map((call) => call.accountId);
    expect(enabled).toEqual(restore.entries.map((entry) => entry.accountId));
    expect(enabled).not.toContain(before);
    for (const { accountId } of restore.entries) {
      expect(job.organisation.people().find((each) => each.accountId === accountId)?.status).toBe('active');
    }
  });

  it('confirms by reading back where the answer was lost, and finds who is active already', async () => {
    const sealed = await job.seal(3, undefined, job.isOrdinary);
    const { id } = job.start(sealed).record;
    await job.goOn(id);
    const restore = unwrap(job.app.engine.runs.sealFrom(id, 'deactivated'));
    const [, second] = restore.entries;
    const person = job.organisation.people().find((each) => each.accountId === second?.accountId);
    if (person) person.status = 'active';
    job.organisation.setFaults({ applyThen504: 1 });
    const restored = await job.goOn(job.start(restore).record.id);
    expect(await outcomes(restored)).toEqual(['confirmed-active', 'already-active', 're-activated']);
  });

  it('leaves out who could not be read before the call, and says so', async () => {
    await job.close();
    job = await DemoJob.open({ people: 120 }, fastClock());
    const sealed = await job.seal(2, undefined, job.isOrdinary);
    job.organisation.setFaults({ serverErrors: { on: ['profile'], everyKth: 1, status: 500 } });
    const { id } = job.start(sealed).record;
    await job.until(id, ({ state }) => state.pause?.code === 'nobody-read');
    job.say(id, 'resume-without-reading');
    await job.until(id, ({ state }) => state.pause?.code === 'canary-unconfirmed');
    job.organisation.resetFaults();
    expect((await job.goOn(id)).state.counts.deactivated).toBe(2);
    const restore = unwrap(job.app.engine.runs.sealFrom(id, 'deactivated'));
    expect(restore.entries).toHaveLength(1);
    expect(restore.notes.join(' ')).toContain('Left out');
  });
});

describe('a refusal after a lost answer', () => {
  it('says nothing of the call before it: the account is read, and what is so is confirmed', async () => {
    await job.close();
    job = await DemoJob.open({ people: 120 }, fastClock());
    const sealed = await job.seal(2, undefined, job.isOrdinary);
    const id = sealed.entries[1]?.accountId ?? '';
    const stale = {
      answer: 200,
      on: ['profile'],
      body: { account: { account_id: id, account_status: 'active' } },
    };
    job.organisation.setFaults({
      perAccount: {
        [id]: [
          { answer: 504, apply: true, on: ['lifecycle.disable'] },
          { answer: 403, on: ['lifecycle.disable'], body: { key: 'forbidden' } },
          // One reading before the call, six after it, one before the next call, and two after that.
          ...Array.from({ length: 10 }, () => stale),
        ],
      },
    } as Parameters<typeof job.organisation.setFaults>[0]);
    const ended = await job.goOn(job.start(sealed).record.id);
    expect(await outcomes(ended)).toEqual(['deactivated', 'confirmed-inactive']);
    expect(job.calls('lifecycle.disable').filter((call) => call.accountId === id)).toHaveLength(2);
  });
});

describe('several calls in flight', () => {
  it('end, where some of them are turned away and another has no answer', async () => {
    await job.close();
    job = await DemoJob.open({ people: 120 }, fastClock());
    const sealed = await job.seal(40, { ...defaultOptions, concurrency: 3 }, job.isOrdinary);
    const slow = { answer: 429, headers: { 'retry-after': '1' }, on: ['lifecycle.disable'] } as const;
    const lost = { answer: 'cut', on: ['lifecycle.disable'] } as const;
    const troubles = [slow, slow, lost, slow, lost, lost, slow, slow];
    const perAccount = Object.fromEntries(
      troubles.map((trouble, at) => [sealed.entries[at + 20]?.accountId ?? '', [trouble]]),
    );
    job.organisation.setFaults({ perAccount, latencyMs: 2 });
    const ended = await job.goOn(job.start(sealed).record.id);
    expect(ended.state.counts.deactivated).toBe(40);
  });
});

describe('when Atlassian is out of reach', () => {
  it('pauses, says what will end it, and goes on by itself', async () => {
    await job.close();
    job = await DemoJob.open({ people: 120 }, fastClock());
    const options = { ...defaultOptions, waitAfterCanary: true };
    const { id } = job.start(await job.seal(3, options, job.isOrdinary)).record;
    await job.until(id, ({ state }) => state.pause?.code === 'canary-done');
    // A count that was given up may still be under way and would use up one of the faults.
    await until(() => job.organisation.ledger().every(({ answered }) => answered !== null));
    // A block that fails is no fault of the run: the profiles are read instead.
    const cutBeforeWrite = { next: 5, on: ['profile', 'lifecycle.disable'] } as const;
    job.organisation.setFaults({ cutBeforeWrite, closedSources: { usersSearch: '404' } });
    job.say(id, 'resume');
    const paused = await job.until(id, ({ state }) => state.pause !== null || state.status === 'ended');
    expect(paused.state.pause).toMatchObject({
      code: 'faults-in-a-row',
      hint: expect.stringContaining('by itself'),
    });
    const ended = await job.until(id, () => false);
    expect(ended.state).toMatchObject({ status: 'ended', settled: 3 });
    const done = job.calls('lifecycle.disable').filter((call) => call.effect === 'deactivated');
    expect(done).toHaveLength(3);
  });
});

describe('the journal as a stream', () => {
  it('has no gap and no repeat over a thousand reconnects, and ends with the run', async () => {
    const sealed = await job.seal(80, { ...defaultOptions, concurrency: 4 });
    const { id } = job.start(sealed).record;
    const going = job.goOn(id);
    const seen: number[] = [];
    for (let reconnect = 0; reconnect < 1_000; reconnect += 1) {
      const connection = new AbortController();
      for await (const batch of job.app.engine.runs.follow(id, seen.at(-1) ?? 0, connection.signal)) {
        // The follower stops in the middle of a batch: the entries that it did not take arrive again.
        const taken = batch.slice(0, 1 + (reconnect % 3));
        seen.push(...taken.map((entry) => entry.seq));
        connection.abort();
      }
    }
    const ended = await going;
    for await (const batch of job.app.engine.runs.follow(
      id,
      seen.at(-1) ?? 0,
      new AbortController().signal,
    )) {
      seen.push(...batch.map((entry) => entry.seq));
    }
    expect(seen).toEqual(Array.from({ length: ended.state.seq }, (_, at) => at + 1));
  });
});
