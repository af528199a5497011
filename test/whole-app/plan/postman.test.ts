import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DemoOrganisation, startDemoOrganisation } from '#lib/demo/server';
import type { Plan } from '#lib/domain/plan/plan';
import { reportCsv } from '#lib/domain/report/csv';
import type { App } from '#lib/server/app';
import { composedApp } from '#test/composed-app';
import { checked } from '#test/demo-job';
import { bytesOf, newmanFile, runnerFile } from '#test/samples/postman';
import { everyRow } from '#test/samples/report';
import { withKey } from '#test/with-key';

const newman = createRequire(import.meta.url).resolve('newman/bin/newman.js');

let organisation: DemoOrganisation;
let dir: string;
let app: App;

async function open(): Promise<App> {
  const { url, apiKey, organisationId } = organisation;
  const dataDir = path.join(dir, 'data');
  const opened = await composedApp({ dataDir, apiUrl: url, apiKey, organisationId });
  // The key is checked in the background. After that, every plan has the organisation's name.
  await checked(opened);
  return opened;
}

beforeEach(async () => {
  organisation = await startDemoOrganisation({ people: 60 });
  dir = mkdtempSync(path.join(tmpdir(), 'lockstep-postman-'));
  mkdirSync(path.join(dir, 'data'));
  app = await open();
});

afterEach(async () => {
  await app.close();
  await organisation.close();
  rmSync(dir, { recursive: true, force: true });
});

/** Seals all users in the organisation's own export who can be ticked. */
async function seal() {
  const { rosters, plans } = app.engine;
  const bytes = new TextEncoder().encode(organisation.exportCsv('users'));
  const file = { name: 'users.csv', writtenAt: null };
  const roster = unwrap(
    await rosters.upload(
      (async function* () {
        yield bytes;
      })(),
      file,
    ),
  );
  unwrap(await rosters.setOperatorAbsent(roster.id, 'admin@example.net'));
  return unwrap(plans.seal(roster.id, 'Bye {{orgApiKey}}', { raisedBecause: 'Sample' }));
}

function unwrap<T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/**
 * Writes the three files of a plan, runs them with Newman, and returns its report. `selected` is the text of another
 * environment to use.
 */
async function runWithNewman({ id, digest, count }: Plan, selected?: string): Promise<string> {
  for (const name of ['collection.json', 'environment.json', 'users.csv']) {
    writeFileSync(path.join(dir, name), unwrap(app.engine.postman.file(id, name, { digest, count })).text);
  }
  const environment = path.join(dir, 'environment.json');
  writeFileSync(environment, withKey(selected ?? readFileSync(environment, 'utf8'), organisation.apiKey));
  const report = path.join(dir, 'report.json');
  const child = spawn(
    process.execPath,
    [
      ...[newman, 'run', path.join(dir, 'collection.json')],
      ...['-e', environment, '-d', path.join(dir, 'users.csv')],
      ...['--reporters', 'json', '--reporter-json-export', report],
    ],
    { stdio: 'ignore', env: { ...process.env, NO_PROXY: '127.0.0.1' } },
  );
  await once(child, 'exit');
  return readFileSync(report, 'utf8');
}

const disabled = () => organisation.ledger().filter((entry) => entry.operation === 'lifecycle.disable');

/** All bytes in the data folder. */
const kept = () =>
  readdirSync(path.join(dir, 'data'))
    .map((name) => readFileSync(path.join(dir, 'data', name), 'latin1'))
    .join();

describe('a plan that is run by Newman', () => {
  it('calls exactly the plan’s users, in order, and its results become a run with the same outcomes', async () => {
    const { plan, entries } = await seal();
    const results = await runWithNewman(plan);
    expect(disabled().map((entry) => entry.accountId)).toEqual(entries.map((entry) => entry.accountId));
    expect(organisation.ledger()).toHaveLength(entries.length + calledByLockstep());
    expect(new Set(disabled().map((entry) => entry.body))).toEqual(
      new Set(['{"message": "Bye \\u007b\\u007borgApiKey\\u007d\\u007d"}']),
    );

    const run = unwrap(await app.engine.imports.results(bytesOf(results), 'report.json'));
    expect(run.state).toMatchObject({ status: 'ended', total: entries.length, settled: entries.length });
    const rows = [...unwrap(await app.engine.runs.report(run.record.id)).rows()];
    const answers = new Map(disabled().map((entry) => [entry.accountId, entry]));
    for (const row of rows) {
      const answer = answers.get(row.accountId);
      const outcome = answer?.effect === 'deactivated' ? 'deactivated' : 'refused';
      expect([row.accountId, row.outcome, row.status]).toEqual([row.accountId, outcome, answer?.answered]);
    }
    expect(rows.map(({ accountId, name }) => [accountId, name])).toEqual(
      entries.map(({ accountId, name }) => [accountId, name]),
    );
    expect(run.state.imported).toMatchObject({ tool: 'newman', fileName: 'report.json', keyInFile: true });
    expect(run.plan.organisationName).toBe(organisation.organisationName);
    expect([...reportCsv(rows, everyRow())].join('')).toContain('Newman recorded');
    expect(kept()).not.toContain(organisation.apiKey);
  });

  it('leaves to a new run exactly the users not known to be inactive', async () => {
    const { plan, entries } = await seal();
    organisation.setFaults({ cutAfterWriteNext: 1 });
    const report = await runWithNewman(plan);
    const run = unwrap(await app.engine.imports.results(bytesOf(report), 'report.json'));
    const [first] = entries;
    expect(report).toContain(`Deactivate ${first?.accountId}: status undefined is`);
    const rows = [...unwrap(await app.engine.runs.report(run.record.id)).rows()];
    expect(rows[0]).toMatchObject({ accountId: first?.accountId, outcome: 'in-doubt' });
    const left = unwrap(app.engine.runs.sealFrom(run.record.id, 'rest'));
    expect(left.entries.map((entry) => entry.accountId)).toEqual(
      rows.filter((row) => row.outcome !== 'deactivated').map((row) => row.accountId),
    );
    expect(left.entries[0]?.accountId).toBe(first?.accountId);
  });
});

describe('a plan that is run by Newman, with a page for an answer,', () => {
  const page = '<!doctype html><html><title>Log in</title></html>';
  const failuresOf = (report: string): unknown[] => JSON.parse(report).run.failures;

  it('calls the API and not the site that the article’s environment names', async () => {
    const asked: string[] = [];
    const site = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    });
    site.listen(0, '127.0.0.1');
    await once(site, 'listening');
    const cloudUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
    const ofTheArticle = { cloudUrl, organizationId: organisation.organisationId, accountId: 'somebody' };
    const values = Object.entries(ofTheArticle).map(([key, value]) => ({ key, value, enabled: true }));
    try {
      const { plan, entries } = await seal();
      await runWithNewman(plan, JSON.stringify({ name: 'Atlassian Cloud', values }));
      expect(asked).toEqual([]);
      expect(disabled().map((entry) => entry.accountId)).toEqual(entries.map((entry) => entry.accountId));
    } finally {
      site.close();
    }
  });

  it('is red, and in doubt when it is imported', async () => {
    const { plan, entries } = await seal();
    const [first, second, third, fourth] = entries.map(({ accountId }) => accountId);
    if (!first || !second || !third || !fourth) throw new Error('too few entries');
    const headers = { 'content-type': 'text/html' };
    organisation.setFaults({
      perAccount: {
        [first]: [{ answer: 200, body: page, headers }],
        [second]: [{ answer: 200, body: 'OK', headers: { 'content-type': 'text/plain' } }],
        [third]: [{ answer: 200, body: {}, apply: true }],
        [fourth]: [{ answer: 200, body: { key: 'forbidden' } }],
      },
    });
    const report = await runWithNewman(plan);
    const red = JSON.stringify(failuresOf(report));
    expect(red).toContain(`Deactivate ${first}: status 200 is`);
    expect(red).toContain(`Deactivate ${second}: status 200 is`);
    expect(red).not.toContain(`Deactivate ${third}:`);
    expect(red).toContain(`Deactivate ${fourth}: status 200 is`);
    const run = unwrap(await app.engine.imports.results(bytesOf(report), 'report.json'));
    const rows = [...unwrap(await app.engine.runs.report(run.record.id)).rows()];
    expect([rows[0]?.outcome, rows[3]?.outcome]).toEqual(['in-doubt', 'in-doubt']);
  });
});

/** The reads of the connection, which are also in the ledger. */
const calledByLockstep = () => organisation.ledger().filter((entry) => entry.method === 'GET').length;

describe('imported results', () => {
  const calls = [
    { accountId: 'a-1', status: 204 },
    { accountId: 'a-2', status: 403, body: '{"key":"forbidden"}' },
  ];

  it('are a run that has ended, dated by the file, also after a restart', async () => {
    const { record } = unwrap(await app.engine.imports.results(bytesOf(newmanFile(calls)), 'report.json'));
    await app.close();
    app = await open();
    const run = unwrap(app.engine.runs.get(record.id));
    expect(run.state).toMatchObject({
      status: 'ended',
      startedAt: 1_700_000_000_000,
      endedAt: 1_700_000_060_000,
    });
    expect(run.state.counts).toMatchObject({ deactivated: 1, refused: 1 });
    expect(app.engine.runs.command(record.id, 'resume')).toMatchObject({ ok: false });
    expect(disabled()).toEqual([]);
  });

  it('do not block a run of Lockstep’s own, and cannot be started', async () => {
    const { plan } = unwrap(await app.engine.imports.results(bytesOf(newmanFile(calls)), 'report.json'));
    const again = app.engine.runs.start({ planId: plan.id, digest: plan.digest, count: plan.count });
    expect(again).toMatchObject({ ok: false, error: { code: 'conflict' } });
    const own = (await seal()).plan;
    expect(app.engine.runs.start({ planId: own.id, digest: own.digest, count: own.count }).ok).toBe(true);
  });

  it('are taken once: the same file is refused the second time, also under another name', async () => {
    unwrap(await app.engine.imports.results(bytesOf(newmanFile(calls)), 'report.json'));
    expect(await app.engine.imports.results(bytesOf(newmanFile(calls)), 'copy.json')).toMatchObject({
      ok: false,
      error: { code: 'conflict' },
    });
    expect(app.engine.runs.list()).toHaveLength(1);
  });

  it('are taken once, also where both are read at the same time', async () => {
    const read = () => app.engine.imports.results(bytesOf(newmanFile(calls)), 'report.json');
    expect((await Promise.all([read(), read()])).map(({ ok }) => ok)).toEqual([true, false]);
    expect(app.engine.runs.list()).toHaveLength(1);
  });

  it('give everything else its turns while they are read', async () => {
    const many = Array.from({ length: 3_000 }, (_, at) => ({ accountId: `a-${at}`, status: 204 }));
    const file = newmanFile(many);
    let turns = 0;
    let over = false;
    const count = () => {
      turns += 1;
      if (!over) setImmediate(count);
    };
    setImmediate(count);
    unwrap(await app.engine.imports.results(bytesOf(file), 'report.json'));
    over = true;
    // Pieces of the file, then groups of outcomes, of their digest, and of the plan's users.
    expect(turns).toBeGreaterThan(file.length / 65_536 + 15 + 15 + 6);
  });

  it('of more than 200 MB are read no further', async () => {
    let read = 0;
    async function* endless() {
      for (;;) {
        read += 50_000_000;
        yield new Uint8Array(50_000_000).fill(0x20);
      }
    }
    expect(await app.engine.imports.results(endless(), 'report.json')).toMatchObject({
      ok: false,
      error: { code: 'too-large' },
    });
    expect(read).toBe(250_000_000);
  });

  it('keep the rows that nobody can place as problems, with their reason', async () => {
    const odd = { accountId: '{{accountId}}', status: 404 };
    const { state } = unwrap(
      await app.engine.imports.results(bytesOf(newmanFile([...calls, odd])), 'report.json'),
    );
    expect(state.imported).toMatchObject({ problemCount: 1, problems: [{ row: 3 }] });
    expect(state.total).toBe(2);
  });

  it('are not retried in another organisation than the one the file names', async () => {
    const { record } = unwrap(await app.engine.imports.results(bytesOf(newmanFile(calls)), 'report.json'));
    expect(app.engine.runs.sealFrom(record.id, 'rest')).toMatchObject({
      ok: false,
      error: { code: 'conflict' },
    });
  });

  it('of Postman have neither key nor organisation, and say so', async () => {
    const { plan, state } = unwrap(
      await app.engine.imports.results(bytesOf(runnerFile(calls, true)), 'run.json'),
    );
    expect(plan.organisationId).toBeNull();
    expect(state.imported).toMatchObject({ tool: 'postman', keyInFile: false });
  });

  it('that are not results leave nothing behind', async () => {
    expect(await app.engine.imports.results(bytesOf('{}'), 'x.json')).toMatchObject({
      ok: false,
      error: { code: 'invalid' },
    });
    expect(app.engine.runs.list()).toEqual([]);
  });
});

describe('a plan handed out for Postman', () => {
  it('is refused while somebody in it is protected, and once it was started here', async () => {
    const { plan, entries } = await seal();
    const [first] = entries;
    if (!first) throw new Error('no entries');
    expect(app.engine.postman.file(plan.id, 'nothing.txt', plan)).toMatchObject({ ok: false });
    unwrap(app.engine.protections.protect(first, 'stays'));
    expect(app.engine.postman.file(plan.id, 'users.csv', plan)).toMatchObject({
      error: { code: 'conflict' },
    });
    unwrap(app.engine.protections.unprotect(first.accountId, 'goes'));
    expect(app.engine.postman.file(plan.id, 'users.csv', plan).ok).toBe(true);
    unwrap(app.engine.runs.start({ planId: plan.id, digest: plan.digest, count: plan.count }));
    expect(app.engine.postman.file(plan.id, 'users.csv', plan)).toMatchObject({
      error: { code: 'conflict' },
    });
  });

  it('is refused without a connection', async () => {
    const { plan } = await seal();
    unwrap(await app.engine.connections.forget());
    expect(app.engine.postman.file(plan.id, 'environment.json', plan)).toMatchObject({
      error: { code: 'not-connected' },
    });
  });
});
