/** Tests the restore from a report or an evidence pack in another data folder, against the organisation's ledger. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { PlanSource } from '#lib/domain/plan/source';
import type { App } from '#lib/server/app';
import { packOf } from '#lib/server/evidence/pack';
import { thisMaker } from '#lib/server/evidence/report-texts';
import { reportText } from '#lib/server/http/report-views';
import { composedApp } from '#test/composed-app';
import { answered, checked, DemoJob, unwrap } from '#test/demo-job';

let job: DemoJob;
let json: string;
let pack: Uint8Array;
let folder: string;
let app: App;
let deactivated: string[];

beforeAll(async () => {
  job = await DemoJob.open();
  const { record } = job.start(await job.seal(6));
  await job.goOn(record.id);
  const report = unwrap(await job.app.engine.runs.report(record.id));
  deactivated = [...report.rows()]
    .filter(({ outcome }) => outcome === 'deactivated')
    .map((row) => row.accountId);
  json = [...reportText(report)].join('');
  const pieces: Uint8Array[] = [];
  const evidence = unwrap(await job.app.engine.evidence.of(record.id));
  for await (const piece of packOf(evidence, thisMaker('0.0.0', Date.UTC(2026, 10, 26)))) pieces.push(piece);
  pack = Buffer.concat(pieces);
});
afterAll(() => job.close());
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lockstep-elsewhere-'));
  app = await elsewhere(job.organisation.organisationId);
});
afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

/** Lockstep with an empty data folder. The other app must not be registered at the same time for these verbs. */
async function elsewhere(organisationId: string): Promise<App> {
  const { url, apiKey } = job.organisation;
  const opened = await composedApp({
    dataDir: folder,
    apiUrl: url,
    apiKey,
    organisationId,
  });
  await checked(opened);
  return opened;
}

async function* bytes(content: string | Uint8Array) {
  yield typeof content === 'string' ? new TextEncoder().encode(content) : content;
}
const imported = (content: string | Uint8Array) => app.engine.imports.results(bytes(content), 'run.json');
const sealed = (runId: string, users: PlanSource = 'deactivated') =>
  app.engine.runs.sealFrom(runId, users, answered);

it.each([
  ['a JSON report', () => json, null],
  ['an evidence pack', () => pack, /^[0-9a-f]{64}$/],
])('restores exactly those whom %s says were deactivated, each read first', async (_, content, head) => {
  const before = job.calls('lifecycle.enable').length;
  const view = unwrap(await imported(content()));
  const reported = view.state.imported?.reported;
  if (head === null) expect(reported?.head).toBeNull();
  else expect(reported?.head).toMatch(head);
  const rows = [...unwrap(await app.engine.runs.report(view.record.id)).rows()];
  expect(rows.filter(({ reason }) => !/^The (?:report|pack) says: \S/.test(reason))).toEqual([]);
  const { plan, entries, notes } = unwrap(sealed(view.record.id));
  expect(plan).toMatchObject({ act: 'restore', organisationId: job.organisation.organisationId });
  expect(entries.map(({ accountId }) => accountId)).toEqual(deactivated);
  expect(notes.some((note) => note.includes('nothing proves that it is true'))).toBe(head === null);
  const run = unwrap(app.engine.runs.start({ planId: plan.id, digest: plan.digest, count: plan.count }));
  for await (const _entries of app.engine.runs.follow(run.record.id, 0, new AbortController().signal)) {
    // Until it ends.
  }
  const { state } = unwrap(app.engine.runs.get(run.record.id));
  expect(state.status).toBe('ended');
  const called = job
    .calls('lifecycle.enable')
    .slice(before)
    .map(({ accountId }) => accountId);
  // The second time they are active already: each is read, and nobody is called.
  if (head === null) expect(called).toEqual(deactivated);
  else expect([called, state.counts['already-active']]).toEqual([[], deactivated.length]);
});

it('makes only a restore of a reported run, and only once', async () => {
  const { record } = unwrap(await imported(json));
  for (const users of ['rest', 'failed'] as const) {
    expect(sealed(record.id, users)).toMatchObject({ ok: false, error: { code: 'conflict' } });
  }
  const again = await imported(json);
  expect(again.ok ? '' : again.error.message).toBe('This file was imported already, as run 1.');
  expect(app.engine.runs.list()).toHaveLength(1);
});

it.each([
  ['pack', 'report', () => [pack, json]],
  ['report', 'pack', () => [json, pack]],
] satisfies [string, string, () => [string | Uint8Array, string | Uint8Array]][])(
  'takes no %s of a run of which it has a %s, until that is deleted',
  async (_, __, files) => {
    const [second, first] = files();
    const { record } = unwrap(await imported(first));
    const refused = await imported(second);
    expect(refused).toMatchObject({
      ok: false,
      error: {
        code: 'conflict',
        message: 'Another file of the same run, run 1, was imported already, as run 1.',
      },
    });
    unwrap(app.engine.retention.purgeRun(record.id));
    unwrap(await imported(second));
    expect(app.engine.runs.list()).toHaveLength(1);
  },
);

it('refuses a restore in another organisation than the report names', async () => {
  const other = JSON.parse(json);
  other.run.plan.organisationId = 'another-organisation';
  other.run.plan.organisationName = 'Another Org';
  const { record } = unwrap(await imported(JSON.stringify(other)));
  const refused = sealed(record.id);
  expect(refused.ok ? '' : refused.error.message).toBe(
    'That run was for Another Org, and Lockstep is connected to Example Org.',
  );
});

it('says that a reported run is one of this data folder', async () => {
  const own = await job.app.engine.imports.results(bytes(json), 'run.json');
  expect(own.ok ? '' : own.error.message).toBe('This is run 1 of this data folder.');
});

type Report = {
  run: Record<string, unknown> & { plan: Record<string, unknown> };
  rows: Record<string, unknown>[];
} & Record<string, unknown>;

it.each<[string, (report: Report) => void, RegExp]>([
  ['redacted', (report) => Object.assign(report, { redacted: true }), /is redacted/],
  [
    'with hashed account IDs',
    (report) => Object.assign(report.rows[0] ?? {}, { accountId: '#3f 9c' }),
    /has no account ID/,
  ],
  [
    'with one account twice',
    (report) => Object.assign(report.rows[0] ?? {}, { accountId: report.rows[1]?.accountId }),
    /is in it twice/,
  ],
  ['with a row less', (report) => report.rows.pop(), /is not whole: its run has 6 users, and it lists 5/],
  [
    'with a row that is none',
    (report) => Object.assign(report.rows, { 2: { a: 1 } }),
    /Row 3 of this report cannot be read/,
  ],
  [
    'made before the end',
    (report) => Object.assign(report.run, { status: 'paused' }),
    /before run 1 had ended/,
  ],
  ['of a dry run', (report) => Object.assign(report.run.plan, { act: 'dry-run' }), /was a dry run/],
  ['of a restore', (report) => Object.assign(report.run.plan, { act: 'restore' }), /was a restore/],
  [
    'of an imported run',
    (report) => Object.assign(report.run, { imported: { tool: 'newman', fileName: 'a.json' } }),
    /imported run/,
  ],
  [
    'of a run that deactivated nobody',
    (report) => {
      for (const row of report.rows) Object.assign(row, { outcome: 'refused' });
    },
    /deactivated nobody/,
  ],
])('refuses a report %s', async (_, change, why) => {
  const report = JSON.parse(json);
  change(report);
  const refused = await imported(JSON.stringify(report));
  expect(refused.ok ? '' : refused.error.message).toMatch(why);
  expect(app.engine.runs.list()).toEqual([]);
});

it('refuses a pack in which anything was edited', async () => {
  const parts = unzipSync(pack);
  parts['report.csv'] = new TextEncoder().encode('a');
  const refused = await imported(zipSync(parts));
  expect(refused.ok ? '' : refused.error.message).toContain('is not as Lockstep wrote it');
  const archive = await imported(zipSync({ 'a.txt': parts['README.txt'] ?? new Uint8Array() }));
  expect(archive.ok ? '' : archive.error.message).toContain('This is not an evidence pack of Lockstep.');
});

it('leaves users out of the restore who were not read as active before', async () => {
  const report: Report = JSON.parse(json);
  const unread = report.rows.find(({ accountId }) => accountId === deactivated[0]);
  Object.assign(unread ?? {}, { before: null });
  const { record } = unwrap(await imported(JSON.stringify(report)));
  const { entries, notes } = unwrap(sealed(record.id));
  expect(entries.map(({ accountId }) => accountId)).toEqual(deactivated.slice(1));
  expect(notes.some((note) => note.startsWith('Left out'))).toBe(true);
});

it('refuses a report of version 1, which does not say who was active before', async () => {
  const refused = await imported(readFileSync('test/fixtures/data-f22e8f6/reports/run-1.json', 'utf8'));
  expect(refused.ok ? '' : refused.error.message).toContain('does not say of anybody');
});
