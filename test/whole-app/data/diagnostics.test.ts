/** The log and the diagnostics of a used app contain what helps, and no name, e-mail address or key. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Diagnostics, diagnosticsSchema } from '#lib/contract/diagnostics';
import { diagnosticsOf } from '#lib/server/diagnostics/diagnostics';
import { DemoJob } from '#test/demo-job';

const lines: string[] = [];
let job: DemoJob;
let runId = '';
let told: Diagnostics;

beforeAll(async () => {
  job = await DemoJob.open({ people: 60 }, undefined, (line) => lines.push(line));
  const run = job.start(await job.seal(5, undefined, job.isOrdinary));
  runId = run.record.id;
  job.organisation.setFaults({ storm: { next: 1, headers: 'retry-after-seconds', seconds: 0 } });
  await job.goOn(runId);
  told = diagnosticsOf(job.app);
}, 600_000);
afterAll(() => job.close());

const events = (name: string) => lines.map((line) => JSON.parse(line)).filter(({ event }) => event === name);

/** The texts that must not leave the computer. */
function secrets(): string[] {
  const { organisation, dataDir } = job;
  const people = organisation.people().flatMap(({ name, email }) => [name, email]);
  return [...people, organisation.organisationName, organisation.apiKey, dataDir, 'admin@example.net'].filter(
    (text): text is string => Boolean(text),
  );
}

describe('the log of a job', () => {
  it('tells the start, the check of the key and every request', () => {
    expect(events('start')).toMatchObject([
      { version: '0.0.0', watching: false, sqlite: told.versions.sqlite },
    ]);
    expect(events('connection-check')).toMatchObject([
      { source: 'environment', state: 'accepted', organisations: 1 },
    ]);
    const requests = events('request');
    expect(requests).toHaveLength(job.organisation.ledger().length);
    const writes = requests.filter(({ path }) => path === '/users/ACCOUNT/manage/lifecycle/disable');
    expect(writes.filter(({ status }) => status === 200 || status === 204)).toHaveLength(5);
    expect(writes.find(({ code }) => code === null)).toEqual({
      at: expect.any(String),
      event: 'request',
      method: 'POST',
      path: '/users/ACCOUNT/manage/lifecycle/disable',
      accountId: expect.any(String),
      status: expect.any(Number),
      code: null,
      tookMs: expect.any(Number),
      trace: expect.any(String),
    });
  });

  it('tells every entry of the run', () => {
    const types = events('run').map(({ type }) => type);
    expect([types[0], types.at(-1)]).toEqual(['started', 'ended']);
    expect(types.filter((type) => type === 'settled')).toHaveLength(5);
    expect(events('run').every(({ run, seq }, at) => run === runId && seq === at + 1)).toBe(true);
  });

  it('names nobody, and has no key', () => {
    const text = lines.join('\n');
    expect(lines.length).toBeGreaterThan(20);
    expect(secrets().filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).not.toContain('@');
  });
});

describe('the diagnostics of a job', () => {
  it('have versions, states and the last faults', () => {
    expect(diagnosticsSchema.strict().parse(told)).toEqual(told);
    expect(told).toMatchObject({
      versions: { lockstep: '0.0.0', node: process.versions.node, sqlite: expect.stringMatching(/^3\./) },
      process: 'writer',
      dataFolder: { inItsPlace: true, durability: expect.stringContaining('synchronous 2'), notices: [] },
      connection: {
        source: 'environment',
        key: 'accepted',
        organisationId: job.organisation.organisationId,
        organisations: 1,
        api: 'this computer',
      },
      runs: { count: 1, byStatus: { ended: 1 } },
      rosters: 1,
    });
    expect(told.lastFaults).toContainEqual(
      expect.objectContaining({ place: 'request', what: expect.stringContaining('rate-limited (429)') }),
    );
  });

  it('name nobody, and have no key', () => {
    const text = JSON.stringify(told);
    expect(secrets().length).toBeGreaterThan(100);
    expect(secrets().filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).not.toContain('@');
    expect(text).not.toContain(job.organisation.apiKey.slice(-4));
  });
});

it('an entry that cannot be written is a fault that is kept', async () => {
  const { recorder, engine } = job.app;
  recorder.fault('journal', `The journal in ${job.dataDir} could not be written (disk I/O error).`);
  expect(recorder.faults()[0]?.what).toBe(
    'The journal in (data folder) could not be written (disk I/O error).',
  );
  await engine.connections.forget();
  expect(diagnosticsOf(job.app).connection).toMatchObject({
    source: 'none',
    key: null,
    organisationId: null,
  });
});
