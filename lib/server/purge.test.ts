/** After deleting, the bytes are gone: every file of the data folder is searched for words that stood in it. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { app } from '#lib/server/app';
import { answered, DemoJob, unwrap } from '#lib/server/demo-job';

let job: DemoJob;

beforeEach(async () => {
  job = await DemoJob.open();
});
afterEach(() => job.close());

/** The files of the data folder that have one of these words in them. */
function filesWith(...words: string[]): string[] {
  return readdirSync(job.dataDir).filter((name) => {
    const bytes = readFileSync(path.join(job.dataDir, name));
    return words.some((word) => bytes.includes(word) || bytes.includes(Buffer.from(word, 'utf16le')));
  });
}

const person = { name: 'Canary Mc Made-Up', email: 'canary.made.up@example.com', cell: 'Secret cell 4711' };

async function upload(): Promise<string> {
  const rows = job.organisation.people().filter(({ accountId }) => job.isOrdinary(accountId));
  const lines = rows.map(({ accountId }, at) =>
    at === 0
      ? `${accountId},${person.name},${person.email},Active,${person.cell}`
      : `${accountId},P${at},p${at}@example.com,Active,`,
  );
  async function* file() {
    yield new TextEncoder().encode(`User id,User name,email,User status,Team\n${lines.join('\n')}\n`);
  }
  const { rosters } = job.app.engine;
  const { id } = unwrap(await rosters.upload(file(), { name: 'canary.csv', writtenAt: null }));
  unwrap(rosters.setOperatorAbsent(id, 'admin@example.net'));
  return id;
}

it('of a roster nothing is left, nor of a plan of it that was never started', async () => {
  const id = await upload();
  unwrap(job.app.engine.plans.seal(id, 'Goodbye canary message'));
  expect(filesWith(person.cell, person.email, 'Goodbye canary message')).not.toEqual([]);
  unwrap(job.app.engine.keeping.purgeRoster(id));
  expect(filesWith(person.cell, person.name, person.email, 'Goodbye canary message')).toEqual([]);
});

it('of a run nothing is left, and its number is never given again', async () => {
  const rosterId = await upload();
  const sealed = unwrap(job.app.engine.plans.seal(rosterId, null, answered));
  const { record } = job.start(sealed);
  expect(job.app.engine.keeping.purgeRun(record.id)).toMatchObject({
    ok: false,
    error: { code: 'conflict' },
  });
  await job.goOn(record.id);
  unwrap(job.app.engine.keeping.purgeRoster(rosterId));
  expect(filesWith(person.email)).not.toEqual([]);
  unwrap(job.app.engine.keeping.purgeRun(record.id));
  expect(filesWith(person.name, person.email, record.id, sealed.plan.digest)).toEqual([]);
  expect(job.app.engine.runs.list()).toEqual([]);
  expect(job.app.engine.runs.get(record.id).ok).toBe(false);
  const next = job.start(await job.seal(1));
  expect(next.record.number).toBe(record.number + 1);
  await job.goOn(next.record.id);
});

it('everything is deleted at once, and the same program goes on as after its first start', async () => {
  const rosterId = await upload();
  const { protections, rules, runs } = job.app.engine;
  unwrap(protections.protect({ accountId: 'x1', name: person.name, email: person.email }, 'Canary reason'));
  unwrap(rules.add({ kind: 'email', pattern: person.email, reason: 'Canary rule' }));
  const { record } = job.start(unwrap(job.app.engine.plans.seal(rosterId, null, answered)));
  job.say(record.id, 'pause');
  expect(await job.app.startOver()).toMatchObject({ ok: false, error: { code: 'conflict' } });
  job.say(record.id, 'stop');
  await job.until(record.id, () => false);
  expect(runs.list()).toHaveLength(1);

  unwrap(await job.app.startOver());
  job.app = app();
  expect(filesWith(person.name, person.email, 'Canary reason', 'Canary rule', record.id)).toEqual([]);
  expect(job.app.engine.runs.list()).toEqual([]);
  expect(job.app.engine.rosters.list()).toEqual([]);
  // The key of the environment is left alone until the next start, and the page can say that it comes back then.
  expect(job.app.engine.connections.view().state).toBe('none');
  expect(job.app.keyInEnvironment).toBe(true);
  await job.reopen();
  expect(job.app.engine.connections.view()).toMatchObject({ state: 'connected', source: 'environment' });
  await job.app.engine.connections.recheck();
  const again = job.start(await job.seal(2));
  expect((await job.goOn(again.record.id)).state.settled).toBe(2);
});

it('rosters and runs go by themselves when their days are over, and no sooner', async () => {
  const rosterId = await upload();
  const { record } = job.start(unwrap(job.app.engine.plans.seal(rosterId, null, answered)));
  await job.goOn(record.id);
  const { keeping, rosters, runs } = job.app.engine;
  unwrap(keeping.setTerms({ rosterDays: 1, runDays: 1 }));
  expect([rosters.list().length, runs.list().length]).toEqual([1, 1]);
  await job.reopen(Date.now() + 25 * 3_600_000);
  expect(job.app.engine.keeping.terms()).toEqual({ rosterDays: 1, runDays: 1 });
  expect([job.app.engine.rosters.list(), job.app.engine.runs.list()]).toEqual([[], []]);
  expect(filesWith(person.name, person.email)).toEqual([]);
});

it.skipIf(process.platform === 'win32')('files are readable by their owner alone', async () => {
  await upload();
  for (const name of readdirSync(job.dataDir)) {
    const { mode } = statSync(path.join(job.dataDir, name));
    expect([name, mode & 0o077]).toEqual([name, 0]);
  }
});
