/**
 * Tests that a fault of the key or of the organisation never becomes a user's outcome, and stops a plan before anybody
 * is called.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scopeFields } from '#lib/demo/faults/faults';
import { connectUnscoped } from '#lib/domain/connection/api-key';
import { defaultOptions } from '#lib/domain/plan/run-options';
import type { RunView } from '#lib/engine/run/run-view';
import { reportHead, reportPage } from '#lib/server/http/report-views';
import { composedApp } from '#test/composed-app';
import { checked, DemoJob, unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import { temporaryFolder } from '#test/temporary-folder';
import { confirmed, ordinary, run, upload, withoutRoles } from '#test/uploads';

let job: DemoJob;

beforeEach(async () => {
  job = await DemoJob.open({ people: 120 }, fastClock());
});
afterEach(() => job.close());

const atOnce = (count: number) => ({ ...defaultOptions, concurrency: count });
const outcomes = async ({ record }: RunView) =>
  [...unwrap(await job.app.engine.runs.report(record.id)).rows()].map(({ outcome }) => outcome);
const deactivations = () => job.calls('lifecycle.disable').filter(({ effect }) => effect === 'deactivated');

/** Finishes the rest of a run with a key that Atlassian accepts again; returns the outcomes. */
async function rest({ record }: RunView): Promise<string[]> {
  job.organisation.resetFaults();
  const sealed = unwrap(job.app.engine.runs.sealFrom(record.id, 'rest'));
  const id = await run(job, sealed);
  return outcomes(job.get(id));
}

describe.each([1, 4])('a key that is refused in the middle of a run with a concurrency of %i', (count) => {
  it.each([
    ...scopeFields.map((field) => ['scoped', field] as const),
    ['scoped', '401'] as const,
    ['unauthorised', 'key'] as const,
  ])('as %s (%s) ends it: the others are not attempted, and one more run finishes', async (as, answer) => {
    const sealed = await job.seal(20, atOnce(count), job.isOrdinary);
    job.organisation.setFaults({
      scopedKeyAnswer: answer,
      keyRevokedAfter: { calls: 10, on: 'any', as },
    });
    const ended = await job.goOn(job.start(sealed).record.id);
    expect(ended.state.end).toMatchObject({
      how: 'halted',
      code: 'key-refused',
      hint: expect.stringContaining(connectUnscoped),
    });
    if (as === 'scoped') expect(ended.state.end?.message).toContain('created with scopes');
    const report = unwrap(await job.app.engine.runs.report(ended.record.id));
    expect(reportHead(report).endedWhy).toContain(ended.state.end?.message);
    expect([...reportPage(report, 0).html].join('')).toContain('Why it ended');
    expect(new Set(await outcomes(ended))).toEqual(new Set(['deactivated', 'not-attempted']));
    expect((await outcomes(ended)).filter((each) => each === 'deactivated')).toHaveLength(10);
    expect(new Set(await rest(ended))).toEqual(new Set(['deactivated']));
    expect(deactivations()).toHaveLength(20);
  });

  it('leaves a lost answer open, and the run of the rest reads that account first', async () => {
    const sealed = await job.seal(12, atOnce(count), job.isOrdinary);
    job.organisation.setFaults({
      cutAfterWrite: { next: 1, after: 5 },
      keyRevokedAfter: { calls: 6, on: 'any' },
    });
    const ended = await job.goOn(job.start(sealed).record.id);
    expect(ended.state.end).toMatchObject({ code: 'key-refused' });
    expect(ended.state.counts).toMatchObject({ deactivated: 5, 'in-doubt': 1, failed: 0, refused: 0 });
    const left = await rest(ended);
    expect(left).toHaveLength(7);
    expect(left.filter((each) => each === 'already-inactive')).toHaveLength(1);
    expect(left.filter((each) => each === 'deactivated')).toHaveLength(6);
    expect(deactivations()).toHaveLength(12);
  });
});

it.each(['profile', 'manage'] as const)(
  'a key that is refused at the first %s ends a dry run with nobody failed',
  async (operation) => {
    const rosterId = await upload(job, withoutRoles(ordinary(job, 4)));
    const dryRun = unwrap(job.app.engine.plans.seal(rosterId, null, { dryRun: true }));
    job.organisation.setFaults({ keyRevokedAfter: { calls: 0, on: [operation], as: 'scoped' } });
    const ended = await job.goOn(unwrap(job.app.engine.runs.start(confirmed(dryRun))).record.id);
    expect(ended.state).toMatchObject({ settled: 0, end: { code: 'key-refused' } });
  },
);

describe('a plan', () => {
  const folder = temporaryFolder('lockstep-key-');
  beforeEach(() => folder.make());
  afterEach(() => folder.remove());

  it.each([
    ['a scoped key', 'scoped', true, 'created with scopes'],
    ['a scoped key, no organisation named', 'scoped', false, 'sees no organisation'],
    ['a wrong key', 'wrong', true, 'did not accept the API key'],
    ['a key of another organisation', 'right', 'nope', 'does not see the organisation nope'],
  ] as const)('is not sealed with %s', async (_, kind, named, message) => {
    const { organisation } = job;
    const app = await composedApp({
      dataDir: folder.path,
      apiUrl: organisation.url,
      apiKey: kind === 'right' ? organisation.apiKey : organisation.keys[kind],
      organisationId: typeof named === 'string' ? named : named ? organisation.organisationId : undefined,
      clock: fastClock(),
    });
    await checked(app);
    expect(app.engine.connections.view()).toMatchObject({ check: { state: 'refused' } });
    const other = { app } as DemoJob;
    const rosterId = await upload(other, withoutRoles(ordinary(job, 4)));
    expect(
      app.engine.plans.seal(rosterId, null, { answers: [{ question: 'admins', answer: 'none' }] }),
    ).toMatchObject({
      ok: false,
      error: { code: 'refused-by-atlassian', message: expect.stringContaining(message) },
    });
    await app.close();
  });
});

it('a scoped key that sees no organisation is not taken, and the hint is about scopes', async () => {
  const { keys } = job.organisation;
  expect(await job.app.engine.connections.connectTyped(keys.scoped, undefined)).toMatchObject({
    ok: false,
    error: { code: 'refused-by-atlassian', hint: connectUnscoped },
  });
});

it('a run is not taken up while its key is refused: it would end at once', async () => {
  const sealed = await job.seal(6, undefined, job.isOrdinary);
  const { record } = job.start(sealed);
  job.say(record.id, 'pause');
  job.organisation.setFaults({ keyRevokedAfter: { calls: 0, on: 'any' } });
  const { connections, runs } = job.app.engine;
  unwrap(await connections.recheck());
  expect(runs.command(record.id, 'resume')).toMatchObject({ error: { code: 'refused-by-atlassian' } });
  job.organisation.resetFaults();
  unwrap(await connections.recheck());
  const ended = await job.goOn(record.id);
  expect(ended.state).toMatchObject({ counts: { deactivated: 6 }, end: { how: 'completed' } });
});
