/** Tests that the data folder is deleted, moved or replaced during a run, or restored from an older copy. */
import { cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseName } from '#lib/adapters/sqlite/database';
import { defaultOptions } from '#lib/domain/plan/run-options';
import { app } from '#lib/server/app';
import { isWindows } from '#test/able';
import { DemoJob, unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import { until } from '#test/until';
import { POST as seal } from '../../../app/api/plans/route';
import { POST as protect } from '../../../app/api/protections/route';
import { POST as command } from '../../../app/api/runs/[id]/commands/route';

let job: DemoJob;
let away: string;

beforeEach(async () => {
  job = await DemoJob.open({ people: 120 }, fastClock());
  away = `${job.dataDir}-away`;
});
afterEach(async () => {
  await job.close();
  rmSync(away, { recursive: true, force: true });
});

const heldOpen = 'Windows does not let a folder with open files go';
const file = (name = databaseName) => path.join(job.dataDir, name);
const calledIds = () => job.calls('lifecycle.disable').map(({ accountId }) => accountId);

const lost: [string, () => void][] = [
  ['its folder is deleted', () => rmSync(job.dataDir, { recursive: true })],
  ['its folder is moved', () => renameSync(job.dataDir, away)],
  ['the database is deleted', () => rmSync(file())],
  ['the log is deleted', () => rmSync(file(`${databaseName}-wal`))],
  [
    'its folder is replaced by a copy',
    () => {
      renameSync(job.dataDir, away);
      cpSync(away, job.dataDir, { recursive: true });
    },
  ],
];

/** A run that is half done and continues while the test checks. */
async function underWay(concurrency: number) {
  const sealed = await job.seal(60, { ...defaultOptions, concurrency }, job.isOrdinary);
  const { id } = job.start(sealed).record;
  await job.until(id, ({ state }) => state.settled >= 5);
  return { id, sealed };
}

describe.each([1, 4])('a run with a concurrency of %i', (concurrency) => {
  it.for(lost)('stops before the next call where %s, and says so', async ([_what, lose], { skip }) => {
    skip(isWindows, heldOpen);
    const { id, sealed } = await underWay(concurrency);
    const { users } = job.get(id).state;
    // This process does nothing else between the check and the loss.
    const begun = new Set(
      sealed.entries.flatMap((each, at) => ((users.at(at)?.attempt ?? 0) > 0 ? [each.accountId] : [])),
    );
    lose();
    await until(() => job.get(id).failure !== null);
    await job.app.engine.runs.close();
    expect(calledIds().filter((each) => !begun.has(String(each)))).toEqual([]);
    expect(job.get(id).state.status).toBe('running');
    expect(job.get(id).failure).toMatch(
      /not in its place any more\. It or its folder was deleted, moved or renamed while Lockstep was running\. Nobody|it was replaced/,
    );
    expect(job.get(id).failure).toMatch(/Nobody else is called\. Put the former folder back/);
    expect(job.app.storageNotices()[0]?.message).toContain(databaseName);
    // Everything that this process knows can still be downloaded.
    expect([...unwrap(await job.app.engine.runs.report(id)).rows()]).toHaveLength(60);
  });
});

it('goes on with the run when the folder is back', async ({ skip }) => {
  skip(isWindows, heldOpen);
  const { id, sealed } = await underWay(1);
  renameSync(job.dataDir, away);
  await until(() => job.get(id).failure !== null);
  await until(() => {
    const said = job.app.engine.runs.command(id, 'resume');
    return !said.ok && said.error.code === 'storage';
  });
  renameSync(away, job.dataDir);
  job.say(id, 'resume');
  const { state } = await job.goOn(id);
  expect(state).toMatchObject({ settled: 60, end: { how: 'completed' } });
  // The calls come in any order: a user whose outcome is not on disk is read back for half a minute, while the others
  // continue.
  expect(calledIds().toSorted()).toEqual(sealed.entries.map(({ accountId }) => accountId).toSorted());
  await job.reopen();
  expect(job.app.storageNotices()).toEqual([]);
  expect(job.get(id).differences).toEqual([]);
});

const ask = (body: unknown) =>
  new Request('http://127.0.0.1/api', { method: 'POST', body: JSON.stringify(body) });

it('answers that Pause and Stop count, and Resume does not', async ({ skip }) => {
  skip(isWindows, heldOpen);
  const { id } = await underWay(1);
  renameSync(job.dataDir, away);
  const say = async (word: string) => {
    const said = await command(ask({ command: word }), { params: Promise.resolve({ id }) });
    return { status: said.status, ...(await said.json()) };
  };
  expect(await say('pause')).toMatchObject({
    status: 200,
    run: { status: 'cannot-go-on', failure: expect.stringContaining('not in its place any more') },
  });
  await job.app.engine.runs.close();
  const called = calledIds().length;
  expect(await say('resume')).toMatchObject({ status: 507, error: { code: 'storage' } });
  expect(await say('stop')).toMatchObject({ status: 200, run: { status: 'end-unwritten' } });
  expect(await say('stop')).toMatchObject({ status: 200, run: { status: 'end-unwritten' } });
  expect(calledIds()).toHaveLength(called);
  renameSync(away, job.dataDir);
});

it('is noticed before a write answers', async ({ skip }) => {
  skip(isWindows, heldOpen);
  const { plan } = await job.seal(3);
  renameSync(job.dataDir, away);
  for (const said of [
    await protect(ask({ accountId: 'someone', reason: 'Stays' })),
    await seal(ask({ rosterId: plan.rosterId, message: '' })),
  ]) {
    const body = await said.json();
    if (said.status !== 507) expect(body).toEqual('507');
    expect(body.error.message).toContain('not in its place any more');
  }
  expect(job.app.engine.runs.start({ planId: plan.id, digest: plan.digest, count: 3 })).toMatchObject({
    ok: false,
    error: { code: 'storage' },
  });
  expect(calledIds()).toEqual([]);
  renameSync(away, job.dataDir);
});

describe('at the start', () => {
  it('closes a run whose last entries are missing, and says so', async () => {
    const sealed = await job.seal(12, undefined, job.isOrdinary);
    const { id } = job.start(sealed).record;
    const old = readFileSync(file());
    await job.until(id, ({ state }) => state.settled >= 3);
    job.say(id, 'pause');
    await until(() => job.get(id).state.open.size === 0);
    await job.app.close();
    const before = calledIds();
    writeFileSync(file(), old);
    expect(existsSync(file(`${databaseName}-wal`))).toBe(false);
    await job.reopen();
    expect(job.app.storageNotices()).toMatchObject([
      { message: expect.stringContaining('Run 1 had'), hint: expect.stringContaining('lockstep.db-wal') },
    ]);
    const view = job.get(id);
    expect(view.state.status).toBe('interrupted');
    expect(view.differences.join(' ')).toMatch(/from entry 2 on: \d+ entries were written, and 1 are there/);
    expect(job.app.engine.runs.command(id, 'resume')).toMatchObject({
      ok: false,
      error: { code: 'conflict' },
    });
    await job.reopen();
    expect(job.app.storageNotices()).toHaveLength(1);
    unwrap(job.app.engine.runs.command(id, 'stop'));
    expect(unwrap(await job.app.engine.runs.report(id)).differences.join(' ')).toContain('were cut off');
    expect(calledIds()).toEqual(before);
  });

  it('is quiet after everything was deleted', async () => {
    await job.seal(3);
    unwrap(await job.app.startOver());
    job.app = app();
    expect(job.app.storageNotices()).toEqual([]);
    await job.reopen();
    expect(job.app.storageNotices()).toEqual([]);
  });
});
