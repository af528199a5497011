/** Tests a dry run against the demo organisation's ledger, and the counts around a real run. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { reportHead } from '#lib/server/http/report-views';
import { DemoJob, unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';

let job: DemoJob;

beforeEach(async () => {
  job = await DemoJob.open();
});
afterEach(() => job.close());

/** Seals the same users as `sealed` for a dry run. */
function sealDry(rosterId: string | null) {
  return unwrap(job.app.engine.plans.seal(rosterId ?? '', null, { dryRun: true }));
}

const nothingElse = { alarms: [], differences: [], later: null, decided: null };

it('a dry run calls nobody, predicts the outcomes of the real run, and is marked everywhere', async () => {
  const sealed = await job.seal(40);
  const before = job.organisation.people();
  const dry = sealDry(sealed.plan.rosterId);
  expect(dry.plan).toMatchObject({ act: 'dry-run', count: 40 });
  expect(dry.plan.digest).not.toBe(sealed.plan.digest);
  const dryRun = job.start(dry);
  const looked = await job.goOn(dryRun.record.id);
  expect(looked.state).toMatchObject({ status: 'ended', settled: 40, act: 'dry-run' });
  expect(job.calls('lifecycle.disable')).toEqual([]);
  expect(job.calls('lifecycle.enable')).toEqual([]);
  expect(job.organisation.people()).toEqual(before);
  expect(looked.state.counts.deactivated).toBe(0);
  const foretold = unwrap(await job.app.engine.runs.report(dryRun.record.id));
  expect(reportHead(foretold)).toMatchObject({ mark: 'DRY RUN', activeAccounts: [] });
  const rehearsed = [...foretold.rows()];
  expect(rehearsed.every((row) => row.dryRun && row.attempts === 0)).toBe(true);

  const run = job.start(sealed);
  await job.goOn(run.record.id);
  const kinds = new Map(job.organisation.people().map((person) => [person.accountId, person.kind]));
  const came = [...unwrap(await job.app.engine.runs.report(run.record.id)).rows()];
  const seen = new Set<string>();
  for (const [at, row] of came.entries()) {
    const wasForetold = rehearsed[at]?.outcome;
    seen.add(wasForetold ?? '');
    // Only the call itself shows whether an address is verified or a site owned.
    if (row.outcome === 'refused' && wasForetold === 'would-deactivate') {
      expect(['unverified', 'entitled']).toContain(kinds.get(row.accountId));
    } else {
      expect([row.accountId, wasForetold]).toEqual([
        row.accountId,
        row.outcome === 'deactivated' ? 'would-deactivate' : row.outcome,
      ]);
    }
  }
  expect([...seen].sort()).toEqual(['refused', 'would-deactivate']);
});

it('a dry run offers no restore, and a plan of its rest is a dry run again', async () => {
  const sealed = await job.seal(12);
  const dry = job.start(sealDry(sealed.plan.rosterId));
  unwrap(job.app.engine.runs.command(dry.record.id, 'stop'));
  const stopped = await job.until(dry.record.id, () => false);
  expect(stopped.state.settled).toBeLessThan(12);
  expect(job.app.engine.runs.sealFrom(dry.record.id, 'deactivated')).toMatchObject({
    ok: false,
    error: { code: 'nothing-selected' },
  });
  const rest = unwrap(job.app.engine.runs.sealFrom(dry.record.id, 'rest'));
  expect(rest.plan.act).toBe('dry-run');
  await job.goOn(job.start(rest).record.id);
  expect(job.calls('lifecycle.disable')).toEqual([]);
});

it('a dry run goes on after a restart, and still calls nobody', async () => {
  const sealed = await job.seal(12);
  job.organisation.setFaults({
    storm: { next: 1, after: 7, seconds: 3_600, headers: 'retry-after-seconds', on: 'any' },
  });
  const dry = job.start(sealDry(sealed.plan.rosterId));
  // The run waits for an hour in the middle.
  const { state } = await job.until(dry.record.id, ({ state }) => state.hold !== null);
  expect(state.settled).toBeGreaterThan(0);
  expect(state.settled).toBeLessThan(12);
  await job.reopen();
  unwrap(job.app.engine.runs.command(dry.record.id, 'resume'));
  unwrap(job.app.engine.runs.command(dry.record.id, 'ask-now'));
  const ended = await job.until(dry.record.id, () => false);
  expect(ended.state.settled).toBe(12);
  expect(job.calls('lifecycle.disable')).toEqual([]);
});

it('a dry run above the size limit needs no reason', async () => {
  const sealed = await job.seal(20);
  job.app.engine.sizeLimits.setSizeLimit({ ...job.app.engine.sizeLimits.sizeLimit(), maxCount: 5 });
  const dry = sealDry(sealed.plan.rosterId);
  expect(dry.plan.terms?.sizeLimit.exceeded).not.toBeNull();
  expect(job.app.engine.runs.start({ planId: dry.plan.id, digest: dry.plan.digest, count: 20 }).ok).toBe(
    true,
  );
  await job.until(job.app.engine.runs.list()[0]?.record.id ?? '', () => false);
});

it('counts the active accounts before a run, after its first user and at its end', async () => {
  const active = () =>
    job.organisation.people().filter(({ kind, status }) => kind !== 'unmanaged' && status === 'active')
      .length;
  const sealed = await job.seal(12);
  const before = active();
  const run = job.start(sealed);
  const ended = await job.goOn(run.record.id);
  const { activeAccounts } = reportHead({ view: ended, ...nothingElse });
  expect(activeAccounts).toMatchObject([
    { moment: 'before', active: before, expected: null, matches: null },
    { moment: 'after-canary', active: before - 1, expected: before - 1, matches: true },
    { moment: 'end', active: active(), expected: active(), matches: true },
  ]);
  expect(activeAccounts[2]?.changed).toBe(ended.state.counts.deactivated);

  const restore = unwrap(job.app.engine.runs.sealFrom(run.record.id, 'deactivated'));
  const restored = await job.goOn(job.start(restore).record.id);
  expect(reportHead({ view: restored, ...nothingElse }).activeAccounts.at(-1)).toMatchObject({
    active: before,
    matches: true,
  });
});

it('counts from the list where there is no count, and says why where there is neither', async () => {
  job.organisation.setFaults({ serverErrors: { on: ['usersCount'], next: 2, status: 503 } });
  const sealed = await job.seal(3);
  const listed = await job.goOn(job.start(sealed).record.id);
  expect(reportHead({ view: listed, ...nothingElse }).activeAccounts[0]).toMatchObject({
    active: expect.any(Number),
    message: 'Counted from the list of managed accounts.',
  });
  job.organisation.setFaults({
    serverErrors: { on: ['usersCount', 'managedAccounts'], next: 50, status: 503 },
  });
  const again = unwrap(job.app.engine.runs.sealFrom(listed.record.id, 'deactivated'));
  const uncounted = await job.goOn(job.start(again).record.id);
  expect(uncounted.state.settled).toBe(again.plan.count);
  expect(reportHead({ view: uncounted, ...nothingElse }).activeAccounts[0]).toMatchObject({
    active: null,
    message: expect.stringMatching(/^It could not be counted: ./),
    matches: null,
  });
});

it('does not wait for a count that does not arrive, and can be stopped meanwhile', async () => {
  await job.close();
  job = await DemoJob.open({ people: 60 }, fastClock());
  job.organisation.setFaults({ hang: { next: 1, on: ['usersCount'] } });
  const first = await job.goOn(job.start(await job.seal(2)).record.id);
  expect(reportHead({ view: first, ...nothingElse }).activeAccounts[0]).toMatchObject({
    active: null,
    message: 'It could not be counted: there was no answer.',
  });
  expect(first.state.settled).toBe(2);

  await job.close();
  job = await DemoJob.open();
  job.organisation.setFaults({ hang: { next: 1, on: ['usersCount'] } });
  const { id } = job.start(await job.seal(2)).record;
  job.say(id, 'stop');
  const stopped = await job.until(id, () => false);
  expect(stopped.state).toMatchObject({ end: { how: 'stopped' }, settled: 0 });
  expect(job.calls('lifecycle.disable')).toEqual([]);
});
