import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeApp } from '#lib/server/compose';
import { DemoJob, unwrap } from '#test/demo-job';
import { until } from '#test/until';

let job: DemoJob;

beforeEach(async () => {
  job = await DemoJob.open();
});

afterEach(() => job.close());

const disabled = () => job.calls('lifecycle.disable');
const deactivated = () => disabled().filter((entry) => entry.effect === 'deactivated');

describe('the main job, against the demo organisation', () => {
  it('deactivates exactly the ticked users, in file order, one at a time', async () => {
    const sealed = await job.seal(12);
    const run = job.start(sealed);
    await job.until(run.record.id, (view) => view.state.status === 'paused');
    const ended = await job.goOn(run.record.id);
    const called = disabled().map((entry) => entry.accountId);
    const kinds = new Map(job.organisation.people().map((person) => [person.accountId, person.kind]));
    // An account that the organisation does not manage cannot be read, and is not called.
    const readable = sealed.entries.filter((entry) => kinds.get(entry.accountId) !== 'unmanaged');
    expect(called).toEqual(readable.map((entry) => entry.accountId));
    // Besides the one call, at most the next account is being read.
    expect(job.organisation.ledger().every((entry) => entry.inFlight <= 2)).toBe(true);
    expect(disabled().some((entry) => entry.inFlight === 1)).toBe(true);
    expect(ended.state.counts.deactivated).toBe(deactivated().length);
    expect(ended.state.settled).toBe(12);
    const rows = [...unwrap(await job.app.engine.runs.report(run.record.id)).rows()];
    for (const row of rows) {
      const ordinary = ['ordinary', 'service-account'].includes(kinds.get(row.accountId) ?? '');
      expect([row.accountId, row.outcome]).toEqual([row.accountId, ordinary ? 'deactivated' : 'refused']);
    }
  });

  it('never calls a protected user, also when the protection comes in the middle of the run', async () => {
    const sealed = await job.seal(8);
    const last = sealed.entries.at(-1);
    if (!last) throw new Error('no entries');
    const run = job.start(sealed);
    unwrap(job.app.engine.protections.protect(last, 'leaves later'));
    await job.goOn(run.record.id);
    expect(disabled().some((entry) => entry.accountId === last.accountId)).toBe(false);
    const rows = [...unwrap(await job.app.engine.runs.report(run.record.id)).rows()];
    expect(rows.at(-1)).toMatchObject({ outcome: 'skipped', attempts: 0 });
  });

  it('refuses a plan whose users were protected after sealing, a wrong number and a wrong digest', async () => {
    const { plan, entries } = await job.seal(3);
    const { runs, protections } = job.app.engine;
    expect(runs.start({ planId: plan.id, digest: plan.digest, count: 4 })).toMatchObject({ ok: false });
    expect(runs.start({ planId: plan.id, digest: 'x', count: 3 })).toMatchObject({ ok: false });
    const first = entries[0];
    if (!first) throw new Error('no entries');
    unwrap(protections.protect(first, ''));
    expect(runs.start({ planId: plan.id, digest: plan.digest, count: 3 })).toMatchObject({
      ok: false,
      error: { code: 'conflict' },
    });
    expect(disabled()).toEqual([]);
  });

  it('reports a call whose answer was lost after it took effect as confirmed inactive, never as deactivated', async () => {
    const sealed = await job.seal(3);
    job.organisation.setFaults({ cutAfterWriteNext: 1 });
    const run = job.start(sealed);
    const ended = await job.goOn(run.record.id);
    expect(ended.state.counts).toMatchObject({ 'confirmed-inactive': 1 });
    expect(disabled().filter((entry) => entry.accountId === sealed.entries[0]?.accountId)).toHaveLength(1);
  });

  it('obeys a 429 and goes on by itself', async () => {
    const sealed = await job.seal(3);
    job.organisation.setFaults({ throttleNext: 1, throttleHeader: 'none' });
    const run = job.start(sealed);
    const ended = await job.goOn(run.record.id);
    expect(ended.state.settled).toBe(3);
    expect(disabled().filter((entry) => entry.answered === 429)).toHaveLength(1);
  });

  it('stops at the first 401: nobody is called after it, and that user belongs to the rest', async () => {
    const sealed = await job.seal(6);
    job.organisation.setFaults({ keyRevokedAfter: 2 });
    const run = job.start(sealed);
    const ended = await job.goOn(run.record.id);
    expect(ended.state).toMatchObject({ status: 'ended', end: { how: 'halted', code: 'key-refused' } });
    expect(disabled()).toHaveLength(3);
    expect(disabled().at(-1)?.answered).toBe(401);
    const rest = unwrap(job.app.engine.runs.sealFrom(run.record.id, 'rest'));
    expect(rest.entries.map((entry) => entry.accountId)).toEqual(
      sealed.entries.slice(2).map((entry) => entry.accountId),
    );
  });

  it('does not call anyone after the canary until its account reads inactive', async () => {
    const sealed = await job.seal(3);
    job.organisation.setFaults({ staleReadsMs: 600_000 });
    const { id } = job.start(sealed).record;
    // The account is read once before the call, and twice while it still reads active.
    await job.until(id, ({ state }) => state.canary.reads >= 2);
    job.organisation.setFaults({ staleReadsMs: 0 });
    const ended = await job.goOn(id);
    expect(ended.state.settled).toBe(3);
    const second = job.organisation
      .ledger()
      .findIndex((entry) => entry.accountId === sealed.entries[1]?.accountId);
    const reads = job.organisation
      .ledger()
      .slice(0, second)
      .filter((entry) => entry.operation === 'profile');
    expect(reads.length).toBeGreaterThan(3);
  });

  it('stops on command and leaves the others as they were', async () => {
    const sealed = await job.seal(10);
    // While the first call is held back, the run cannot end before it is stopped.
    job.organisation.setFaults({ latencyMs: 600_000, latencyOn: 'lifecycle' });
    const run = job.start(sealed);
    await until(() => disabled().length === 1);
    unwrap(job.app.engine.runs.command(run.record.id, 'stop'));
    job.organisation.resetFaults();
    const ended = await job.until(run.record.id, () => false);
    expect(ended.state.end?.how).toBe('stopped');
    const rows = [...unwrap(await job.app.engine.runs.report(run.record.id)).rows()];
    expect(rows.filter((row) => row.outcome === 'deactivated')).toHaveLength(deactivated().length);
    expect(rows.some((row) => row.outcome === 'not-attempted')).toBe(true);
  });

  it('opens a run that was cut off as interrupted, and finishes it without calling anybody twice', async () => {
    const sealed = await job.seal(6);
    // The first call is answered only when the program ends. Otherwise the run might end before.
    job.organisation.setFaults({ latencyMs: 600_000, latencyOn: 'lifecycle' });
    const run = job.start(sealed);
    await until(() => disabled().length === 1);
    const closed = job.app.engine.runs.close();
    job.organisation.resetFaults();
    await closed;
    await job.reopen();
    const found = unwrap(job.app.engine.runs.get(run.record.id));
    expect(found.state.status).toBe('interrupted');
    const ended = await job.goOn(run.record.id);
    expect(ended.state.settled).toBe(6);
    const done = deactivated().map((entry) => entry.accountId);
    expect(new Set(done).size).toBe(done.length);
  });

  it('has one owner per data folder', async () => {
    const second = await composeApp({
      dataDir: job.dataDir,
      apiUrl: job.organisation.url,
      apiKey: undefined,
      organisationId: undefined,
      version: '0.0.0',
    });
    expect(second).toMatchObject({ ok: false });
  });
});
