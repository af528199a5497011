import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { classifyRecorded } from '#lib/adapters/atlassian/answers/classify-recorded';
import { createAtlassianClient } from '#lib/adapters/atlassian/atlassian-client';
import { originalFiles } from '#lib/adapters/original-files';
import { databaseName, openDatabase } from '#lib/adapters/sqlite/database';
import { directoryFiles } from '#lib/adapters/sqlite/directory/directory-files';
import { storesOf } from '#lib/adapters/sqlite/stores/stores-of';
import { systemClock } from '#lib/adapters/system-clock';
import { startDemoOrganisation } from '#lib/demo/server';
import { newEngine } from '#lib/engine/engine';
import type { Result } from '#lib/engine/errors';
import { hashing } from '#lib/server/hashing';
import { reportPage } from '#lib/server/http/report-views';
import { runSummary } from '#lib/server/http/run-views';
import { random } from '#lib/server/random';
import { answered, checked, DemoJob } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import { smallDisk } from '#test/small-disk';
import { until } from '#test/until';

/** A run under way on a database that can be told to run out of space, with a real error of SQLite. */
async function runOnSmallDisk() {
  const organisation = await startDemoOrganisation({ people: 60 });
  const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-full-'));
  const opened = openDatabase(folder);
  if (!opened.ok) throw new Error(opened.message);
  const { database } = opened;
  const directories = directoryFiles(null);
  const start = () =>
    newEngine({
      ...storesOf(opened),
      originals: originalFiles(folder),
      directoryFiles: directories,
      clock: fastClock(),
      random,
      hashing,
      demo: { start: () => Promise.reject(new Error('not used')), exportCsv: () => null },
      apiUrl: organisation.url,
      environment: { key: organisation.apiKey, organisationId: organisation.organisationId },
      classifyRecorded,
      gateway: (mayWrite) => ({
        open: ({ apiUrl, key }) =>
          createAtlassianClient({
            baseUrl: apiUrl,
            key,
            product: { name: 'Lockstep', version: '0' },
            mayWrite,
          }),
      }),
    });
  const engine = start();
  async function* file() {
    yield new TextEncoder().encode(organisation.exportCsv('users'));
  }
  const { id } = unwrap(await engine.rosters.upload(file(), { name: 'users.csv', writtenAt: null }));
  unwrap(await engine.rosters.setOperatorAbsent(id, 'admin@example.net'));
  const { plan } = unwrap(engine.plans.seal(id, null, answered));
  const run = unwrap(engine.runs.start({ planId: plan.id, digest: plan.digest, count: plan.count })).record
    .id;
  const until = async (enough: () => boolean) => {
    const follower = new AbortController();
    for await (const _ of engine.runs.follow(run, 0, follower.signal)) if (enough()) follower.abort();
  };
  const state = () => unwrap(engine.runs.get(run)).state;
  const writes = () => organisation.ledger().filter((entry) => entry.operation === 'lifecycle.disable');
  await until(() => state().settled >= 3);
  return {
    engine,
    organisation,
    directories,
    again: start,
    run,
    roster: id,
    plan,
    until,
    state,
    writes,
    fill: () => {
      // A real error of SQLite, as on a full disk: not one more page.
      database.pragma(`max_page_count = ${Number(database.pragma('page_count', { simple: true }))}`);
    },
    makeRoom: () => void database.pragma('max_page_count = 1000000'),
    async close() {
      await engine.runs.close();
      await engine.connections.client()?.close();
      opened.close();
      await organisation.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

it('calls nobody while the disk is full, says so, and goes on when there is room', async () => {
  const job = await runOnSmallDisk();
  const { engine, run, plan, until, state, writes } = job;
  job.fill();
  await until(() => false);
  const stopped = unwrap(engine.runs.get(run));
  expect(stopped.failure).toMatch(/full/);
  // A last short entry may still fit on a begun page. Then nothing fits any more.
  for (;;) {
    const said = engine.runs.command(run, 'resume');
    // A request that was under way when the disk was full has no answer yet.
    if (!said.ok && said.error.code === 'conflict') {
      await new Promise((resolve) => setImmediate(resolve));
      continue;
    }
    if (!said.ok) {
      expect(said.error).toMatchObject({
        code: 'storage',
        message: expect.stringContaining('nobody else is called'),
      });
      break;
    }
    await until(() => state().status === 'paused');
  }
  const called = writes().length;
  // Every call had an intent, and at most the call under way has no outcome.
  expect([...state().users].reduce((sum, user) => sum + (user?.attempt ?? 0), 0)).toBe(called);
  expect(state().open.size).toBeLessThanOrEqual(1);

  job.makeRoom();
  while (state().status !== 'ended') {
    unwrap(engine.runs.command(run, 'resume'));
    await until(() => state().status === 'paused');
  }
  const done = writes().filter((call) => call.effect === 'deactivated');
  expect(new Set(done.map((call) => call.accountId)).size).toBe(done.length);
  expect(state().counts.deactivated + state().counts['confirmed-inactive']).toBe(done.length);
  expect(state().settled).toBe(plan.count);
  await job.close();
});

it('stops while the disk is full: nobody is called any more, and the end is written when there is room', async () => {
  const job = await runOnSmallDisk();
  const { engine, run, plan, until, state, writes } = job;
  job.fill();
  await until(() => false);
  for (;;) {
    const said = engine.runs.command(run, 'resume');
    if (!said.ok) break;
    await until(() => state().status === 'paused');
  }
  const shown = () => runSummary(unwrap(engine.runs.get(run)));
  const page = async () => [...reportPage(unwrap(await engine.runs.report(run)), 0).html].join('');
  expect(shown()).toMatchObject({
    status: 'cannot-go-on',
    failure: expect.stringMatching(/full/),
  });
  expect(await page()).toContain('Cannot go on at');

  const called = writes().length;
  // The run calls nobody until it is resumed, which is what a pause does.
  expect(runSummary(unwrap(engine.runs.command(run, 'pause')))).toMatchObject({ status: 'cannot-go-on' });
  expect(runSummary(unwrap(engine.runs.command(run, 'stop')))).toMatchObject({ status: 'end-unwritten' });
  expect(runSummary(unwrap(engine.runs.command(run, 'stop')))).toMatchObject({ status: 'end-unwritten' });
  expect(await page()).toContain('end not written yet');
  expect(engine.runs.list().map((view) => runSummary(view).status)).toEqual(['end-unwritten']);
  for (const word of ['resume', 'pause'] as const) {
    expect(engine.runs.command(run, word)).toMatchObject({
      ok: false,
      error: { code: 'conflict', message: expect.stringContaining('was stopped') },
    });
  }

  job.makeRoom();
  // Followers of the run receive its end.
  await until(() => false);
  expect(shown()).toMatchObject({ status: 'ended', how: 'stopped', failure: null });
  expect(writes()).toHaveLength(called);
  const { counts } = shown();
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(plan.count);
  const done = writes().filter((call) => call.effect === 'deactivated');
  expect(counts.deactivated + counts['confirmed-inactive']).toBe(done.length);
  await job.close();
});

it('takes a run that was stopped so up as interrupted, where the program ends before there is room', async () => {
  const job = await runOnSmallDisk();
  const { engine, run, until } = job;
  job.fill();
  await until(() => false);
  while (engine.runs.command(run, 'resume').ok) await until(() => job.state().status === 'paused');
  unwrap(engine.runs.command(run, 'stop'));
  await engine.runs.close();
  job.makeRoom();
  const again = job.again();
  expect(runSummary(unwrap(again.runs.get(run))).status).toBe('interrupted');
  await again.runs.close();
  await job.close();
});

it('goes on with runs, preflights and look-ups while the directory cannot be kept, and says so', async () => {
  const disk = smallDisk((file) => file === ':memory:');
  const job = await runOnSmallDisk();
  const { engine, organisation, directories, roster, run, plan } = job;
  // The tokens of a few accounts would still fit.
  organisation.setFaults({ closedSources: { organisationTokens: '404', serviceAccounts: '404' } });
  const preflight = async () => {
    unwrap(await engine.preflight.start(roster, ['accounts', 'admins', 'provisioned']));
    await until(async () => unwrap(await engine.preflight.view(roster)).running === null);
    return unwrap(await engine.preflight.view(roster)).record.parts;
  };
  try {
    // A reading of the directory opens it.
    unwrap(await engine.preflight.view(roster));
    disk.fill();
    await job.until(() => false);
    expect(job.state()).toMatchObject({ status: 'ended', settled: plan.count });
    expect(unwrap(engine.runs.get(run)).failure).toBeNull();
    const full = { state: 'unknown', message: expect.stringContaining('full') };
    expect(await preflight()).toMatchObject({
      accounts: full,
      admins: { state: 'known' },
      provisioned: full,
    });
    expect(directories.notices()).toMatchObject([{ message: full.message }]);
    async function* list() {
      yield new TextEncoder().encode('email\nada@example.com\n');
    }
    const { id } = unwrap(await engine.rosters.upload(list(), { name: 'list.csv', writtenAt: null }));
    unwrap(await engine.lookUp.start(id));
    await until(async () => unwrap(await engine.lookUp.view(id)).running === null);
    expect(unwrap(await engine.lookUp.view(id))).toMatchObject({ left: 0 });
    disk.makeRoom();
    expect(await preflight()).toMatchObject({
      accounts: { state: 'known' },
      provisioned: { state: 'known' },
    });
    expect(directories.notices()).toEqual([]);
  } finally {
    disk.restore();
    await job.close();
  }
});

it('ends a check with a message if what it found cannot be kept, and does it again when there is room', async () => {
  const disk = smallDisk((file) => file.endsWith(databaseName));
  const job = await DemoJob.open();
  const { protections, rosters, preflight } = job.app.engine;
  // A file without roles: only the check finds the organisation admins.
  async function* file() {
    const ids = job.organisation.people().map(({ accountId }) => accountId);
    yield new TextEncoder().encode(`User id\n${ids.join('\n')}\n`);
  }
  const { id } = unwrap(await rosters.upload(file(), { name: 'ids.csv', writtenAt: null }));
  const check = async () => {
    unwrap(await preflight.start(id, ['admins', 'accounts', 'provisioned'], true));
    await until(async () => unwrap(await preflight.view(id)).running === null);
    return unwrap(await preflight.view(id));
  };
  const protectMany = () => {
    for (let at = 0; ; at += 1) protections.protect({ accountId: `x${at}`, name: '', email: '' }, 'Sample');
  };
  try {
    disk.fill();
    expect(protectMany).toThrow(/full/);
    expect(await check()).toMatchObject({
      failure: { message: expect.stringMatching(/full/), hint: 'Check again.' },
    });
    disk.makeRoom();
    expect(await check()).toMatchObject({ failure: null });
  } finally {
    disk.restore();
    await job.close();
  }
});

it('asks again for organisation admins who could not be protected', async () => {
  const disk = smallDisk((file) => file.endsWith(databaseName));
  let ahead = 0;
  const job = await DemoJob.open(undefined, { ...systemClock(), wall: () => Date.now() + ahead });
  await job.reopen(undefined, true);
  await checked(job.app);
  const { protections, connections, organisation } = job.app.engine;
  const promoted = job.organisation.people().filter(({ accountId }) => job.isOrdinary(accountId));
  const isProtected = () => promoted.map(({ accountId }) => protections.reasonAgainst(accountId) !== null);
  try {
    await until(() => organisation.view().read.state === 'whole' && organisation.view().running === null);
    for (const person of promoted) Object.assign(person, { kind: 'organisation-admin' });
    disk.fill();
    expect(() => {
      for (let at = 0; ; at += 1) protections.protect({ accountId: `x${at}`, name: '', email: '' }, 'Sample');
    }).toThrow(/full/);
    ahead = 3_600_000;
    unwrap(await connections.recheck());
    expect(isProtected()).not.toContain(true);
    expect(organisation.view().failure).toMatchObject({ message: expect.stringMatching(/full/) });
    disk.makeRoom();
    unwrap(await connections.recheck());
    expect(isProtected()).not.toContain(false);
  } finally {
    disk.restore();
    await job.close();
  }
});

it('goes on if expired data cannot be deleted, says so, and deletes it when there is room', async () => {
  const disk = smallDisk((file) => file.endsWith(databaseName));
  const timers = vi.spyOn(globalThis, 'setInterval');
  let ahead = 0;
  const job = await DemoJob.open(undefined, { ...systemClock(), wall: () => Date.now() + ahead });
  const looks = timers.mock.calls.map(([look]) => look);
  timers.mockRestore();
  const look = () => {
    for (const each of looks) each();
  };
  try {
    const { plan } = await job.seal(30);
    ahead = 100 * 86_400_000;
    disk.close();
    look();
    expect(job.app.storageNotices()).toMatchObject([
      { message: expect.stringMatching(/^Data that is older .*readonly/) },
    ]);
    expect(job.app.engine.plans.get(plan.id).ok).toBe(true);
    disk.makeRoom();
    look();
    expect(job.app.storageNotices()).toEqual([]);
    expect(job.app.engine.plans.get(plan.id).ok).toBe(false);
  } finally {
    disk.restore();
    await job.close();
  }
});

function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
