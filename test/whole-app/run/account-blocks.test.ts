/** Tests that a run reads accounts in blocks before its calls. The ledger of the demo organisation is the judge. */
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#lib/adapters/system-clock';
import { defaultOptions, type RunOptions } from '#lib/domain/plan/run-options';
import type { RunEvent } from '#lib/domain/run/events';
import type { SealedPlan } from '#lib/engine/plan/sealing';
import type { Clock } from '#lib/engine/ports';
import type { RunView } from '#lib/engine/run/run-view';
import { answered, DemoJob, unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import { followed } from '#test/followed';
import { until } from '#test/until';
import { askAtlassian, bareIds, called, ordinary, upload } from '#test/uploads';

let job: DemoJob;

/** A clock on which waits pass quickly, but the answers to blocks and counts are waited for in real time. */
function quickClock(speed?: number): Clock {
  const [fast, real] = [fastClock(speed), systemClock()];
  const sleep: Clock['sleep'] = (ms, signal) => (ms === 10_000 ? real : fast).sleep(ms, signal);
  return { ...fast, sleep };
}

afterEach(() => job.close());

type Intended = Extract<RunEvent, { type: 'intended' }>;

/** The intents in the journal of a run that has ended, in order. */
async function intentsOf({ record }: RunView): Promise<Intended[]> {
  const intents: Intended[] = [];
  for await (const batch of followed(job.app.engine.runs, record.id, 0, new AbortController().signal)) {
    for (const { event } of batch) if (event.type === 'intended') intents.push(event);
  }
  return intents;
}

const rowsOf = async ({ record }: RunView) => [...unwrap(await job.app.engine.runs.report(record.id)).rows()];

const asked = (operation: string) => job.organisation.ledger().filter((each) => each.operation === operation);

/** The number of requests of a run, from its start to its end. */
async function requestsOf(sealed: SealedPlan): Promise<number> {
  const before = job.organisation.ledger().length;
  const ended = await job.goOn(job.start(sealed).record.id);
  expect(ended.state.counts.deactivated).toBe(sealed.plan.count);
  return job.organisation.ledger().length - before;
}

describe('a run of 300 users', () => {
  it.each([1, 8])('asks at most 1.15 times a user, with a concurrency of %i', async (concurrency) => {
    job = await DemoJob.open({ people: 600 });
    const sealed = await job.seal(300, { ...defaultOptions, concurrency }, job.isOrdinary);
    expect(await requestsOf(sealed)).toBeLessThanOrEqual(1.15 * 300);
    expect(asked('usersCount').length).toBeLessThanOrEqual(3);
  });

  it('does so by account ID where no address is known', async () => {
    job = await DemoJob.open({ people: 600 });
    const rosterId = await upload(job, bareIds(ordinary(job, 300)));
    await askAtlassian(job, rosterId);
    const raisedBecause = 'A sample of many users';
    const sealed = unwrap(job.app.engine.plans.seal(rosterId, null, { raisedBecause }));
    expect(await requestsOf(sealed)).toBeLessThanOrEqual(1.15 * 300);
  });
});

/**
 * A run of 30 users whose second call has no answer yet. By then, the accounts of all others are read by one block.
 * `others` is the user at position 20.
 */
async function inTheMiddle(options: Partial<RunOptions> = {}, clock = quickClock()) {
  job = await DemoJob.open({ people: 120 }, clock);
  const sealed = await job.seal(30, { ...defaultOptions, ...options, waitAfterCanary: true }, job.isOrdinary);
  const { id } = job.start(sealed).record;
  await job.until(id, ({ state }) => state.pause?.code === 'canary-done');
  job.organisation.setFaults({ latencyMs: 600_000, latencyOn: 'lifecycle' });
  const searches = asked('usersSearch').length;
  job.say(id, 'resume');
  await until(() => called(job).length === 2);
  expect(asked('usersSearch')).toHaveLength(searches + 1);
  const other = job.organisation.person(sealed.entries[20]?.accountId ?? '');
  if (!other) throw new Error('too few people');
  return { id, other, searches: searches + 1 };
}

/** Answers the call under way, and waits until the paused run has nothing in flight. */
async function paused(id: string): Promise<void> {
  job.say(id, 'pause');
  job.organisation.setFaults({ latencyMs: 0 });
  await job.until(id, ({ state }) => state.open.size === 0);
}

describe('somebody whom another admin deactivates between the block and the call', () => {
  it.each([
    ['204', 'deactivated'],
    ['409', 'confirmed-inactive'],
  ] as const)(
    'is called by a reading that the report names (answered %s: %s)',
    async (disableTwice, outcome) => {
      const { id, other } = await inTheMiddle();
      other.status = 'inactive';
      job.organisation.setFaults({ disableTwice, latencyMs: 0 });
      const ended = await job.goOn(id);
      const row = (await rowsOf(ended))[20];
      expect(row).toMatchObject({ outcome, before: 'active', readBy: 'users-search' });
      expect(row?.readAt).toBeLessThanOrEqual(row?.at ?? 0);
      const [canary, ...rest] = await intentsOf(ended);
      expect(canary).toMatchObject({ read: { source: 'profile' } });
      expect(new Set(rest.map(({ read }) => read?.source))).toEqual(new Set(['users-search']));
      expect(Math.max(...rest.map(({ read }) => read?.ageMs ?? 0))).toBeLessThanOrEqual(60_000);
    },
  );

  it('is not called after a pause of more than a minute: the account is read again', async () => {
    const clock = quickClock();
    const { id, other } = await inTheMiddle({}, clock);
    await paused(id);
    other.status = 'inactive';
    await clock.sleep(61_000, new AbortController().signal);
    job.say(id, 'resume');
    const ended = await job.goOn(id);
    expect((await rowsOf(ended))[20]).toMatchObject({ outcome: 'already-inactive', attempts: 0 });
    expect(called(job)).not.toContain(other.accountId);
  });

  it('is not called after a restart, however short: no process calls by the reading of another', async () => {
    const { id, other } = await inTheMiddle();
    await paused(id);
    other.status = 'inactive';
    await job.reopen();
    await until(() => job.get(id).state.status === 'interrupted');
    const ended = await job.goOn(id);
    expect((await rowsOf(ended))[20]).toMatchObject({ outcome: 'already-inactive', attempts: 0 });
    expect(called(job)).not.toContain(other.accountId);
  });
});

it('skips whom the search calls an organisation admin since the plan was sealed', async () => {
  job = await DemoJob.open({ people: 120 });
  const sealed = await job.seal(30, undefined, job.isOrdinary);
  const promoted = job.organisation.person(sealed.entries[20]?.accountId ?? '');
  if (!promoted) throw new Error('too few people');
  Object.assign(promoted, { kind: 'organisation-admin' });
  const ended = await job.goOn(job.start(sealed).record.id);
  const reason = expect.stringContaining('Organisation admin in Atlassian’s own list');
  expect((await rowsOf(ended))[20]).toMatchObject({ outcome: 'skipped', attempts: 0, reason });
  expect(called(job)).not.toContain(promoted.accountId);
});

describe('a search that fails in the middle of a run', () => {
  it('is not asked again where the key may not use it any more; the profiles are read', async () => {
    const clock = quickClock();
    const { id, searches } = await inTheMiddle({}, clock);
    await paused(id);
    await clock.sleep(61_000, new AbortController().signal);
    job.organisation.setFaults({ closedSources: { usersSearch: '403' } });
    const profiles = asked('profile').length;
    job.say(id, 'resume');
    const ended = await job.goOn(id);
    expect(ended.state.counts.deactivated).toBe(30);
    // By address once, and by account ID once.
    expect(asked('usersSearch')).toHaveLength(searches + 2);
    expect(asked('profile')).toHaveLength(profiles + 28);
  });

  it('makes the run wait as long as a 429 asks, and loses nobody', async () => {
    job = await DemoJob.open({ people: 120 }, quickClock());
    const sealed = await job.seal(30, defaultOptions, job.isOrdinary);
    job.organisation.setFaults({ storm: { next: 1, seconds: 3, on: ['usersSearch'] } });
    const before = asked('usersSearch').length;
    const ended = await job.goOn(job.start(sealed).record.id);
    expect(ended.state.counts.deactivated).toBe(30);
    expect(asked('usersSearch')).toHaveLength(before + 2);
    // Only the canary is read by its profile.
    expect(asked('profile')).toHaveLength(2);
  });
});

it('keeps what it read ahead through a 429 of a call', async () => {
  job = await DemoJob.open({ people: 120 }, quickClock());
  const sealed = await job.seal(30, { ...defaultOptions, concurrency: 8 }, job.isOrdinary);
  job.organisation.setFaults({ storm: { next: 2, after: 10, seconds: 2, on: ['lifecycle.disable'] } });
  const before = asked('usersSearch').length;
  const ended = await job.goOn(job.start(sealed).record.id);
  expect(ended.state.counts.deactivated).toBe(30);
  expect(asked('usersSearch')).toHaveLength(before + 1);
  // The canary twice, and each user whose call was answered 429.
  expect(asked('profile')).toHaveLength(4);
});

it.each(['address', 'account ID'])(
  'trusts no search by %s that shows a change of the run too late',
  async (by) => {
    job = await DemoJob.open({ people: 120 }, quickClock(200));
    const options = { ...defaultOptions, gapMs: 2_000 };
    const rosterId = await upload(job, bareIds(ordinary(job, 60)));
    const request = { ...answered, options };
    const sealed =
      by === 'address'
        ? await job.seal(60, options, job.isOrdinary)
        : unwrap(job.app.engine.plans.seal(rosterId, null, request));
    job.organisation.setFaults({ staleSearchMs: 3_600_000 });
    const ended = await job.goOn(job.start(sealed).record.id);
    expect(ended.state.counts.deactivated).toBe(60);
    const sources = (await intentsOf(ended)).map(({ read }) => read?.source);
    expect(sources[1]).toBe('users-search');
    // After more than half a minute the search still shows the first users as active.
    expect(sources.slice(2)).toContain('profile');
  },
);

it('keeps what it reads in the directory, by either source', async () => {
  job = await DemoJob.open({ people: 120 });
  const ended = await job.goOn(job.start(await job.seal(30, undefined, job.isOrdinary)).record.id);
  expect(ended.state.counts.deactivated).toBe(30);
  const kept = job.app.engine.directories.list().flatMap(({ readings }) => readings);
  const countOf = (wanted: string) => kept.find(({ source }) => source === wanted)?.count ?? 0;
  expect(countOf('profile')).toBe(1);
  expect(countOf('users-question')).toBeGreaterThanOrEqual(29);
});
