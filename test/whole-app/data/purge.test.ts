/** Tests that deleted bytes are gone: searches every file of the data folder for texts that it contained. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { databaseName } from '#lib/adapters/sqlite/database';
import { directoryFiles } from '#lib/adapters/sqlite/directory/directory-files';
import { Sqlite } from '#lib/adapters/sqlite/driver';
import { directoriesSchema } from '#lib/contract/directories';
import { accountKey } from '#lib/domain/account/account-id';
import { app, appReplaced, openApp, registerApp, replaceApp } from '#lib/server/app';
import { forgetDatabase } from '#lib/server/folder/data-folder';
import { startWatches } from '#lib/server/program';
import { isWindows, noModes } from '#test/able';
import { answered, DemoJob, unwrap } from '#test/demo-job';
import { until } from '#test/until';
import { GET as keptDirectories } from '../../../app/api/directories/route';

let job: DemoJob;

beforeEach(async () => {
  job = await DemoJob.open();
});
afterEach(() => job.close());

/** The files of the data folder that contain one of these texts. */
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
  unwrap(await rosters.setOperatorAbsent(id, 'admin@example.net'));
  return id;
}

it('of a roster nothing is left, nor of a plan of it that was never started', async () => {
  const id = await upload();
  unwrap(job.app.engine.plans.seal(id, 'Goodbye canary message'));
  expect(filesWith(person.cell, person.email, 'Goodbye canary message')).not.toEqual([]);
  unwrap(await job.app.engine.retention.purgeRoster(id));
  expect(filesWith(person.cell, person.name, person.email, 'Goodbye canary message')).toEqual([]);
});

it('of everything, interrupted once the database is gone, the next start erases the files of rosters', async () => {
  await upload();
  await job.app.close();
  forgetDatabase(job.dataDir);
  expect(readdirSync(job.dataDir).some((name) => /^(?:roster|original)-/.test(name))).toBe(true);
  await job.reopen();
  expect(job.app.engine.rosters.list()).toEqual([]);
  expect(job.app.storageNotices()).toEqual([]);
  await until(() => !readdirSync(job.dataDir).some((name) => /^(?:roster|original)-/.test(name)));
  expect(filesWith(person.cell, person.name, person.email)).toEqual([]);
});

it('of a roster whose ticks are being changed nothing is left either', async () => {
  async function* file() {
    const rows = Array.from({ length: 3_000 }, (_, at) => `712020:canary-made-up-${at}`);
    yield new TextEncoder().encode(`User id\n${rows.join('\n')}\n`);
  }
  const { rosters, retention } = job.app.engine;
  const { id } = unwrap(await rosters.upload(file(), { name: 'canary.csv', writtenAt: null }));
  const change = rosters.setTicked(id, 'all', false);
  await until(() => filesWith('staged:ticks:piece').length > 0);
  unwrap(await retention.purgeRoster(id));
  await change;
  expect(filesWith('canary-made-up')).toEqual([]);
});

it('of a run nothing is left, and its number is never given again', async () => {
  const rosterId = await upload();
  const sealed = unwrap(job.app.engine.plans.seal(rosterId, null, answered));
  const { record } = job.start(sealed);
  expect(job.app.engine.retention.purgeRun(record.id)).toMatchObject({
    ok: false,
    error: { code: 'conflict' },
  });
  await job.goOn(record.id);
  unwrap(await job.app.engine.retention.purgeRoster(rosterId));
  expect(filesWith(person.email)).not.toEqual([]);
  unwrap(job.app.engine.retention.purgeRun(record.id));
  expect(filesWith(person.name, person.email, record.id, sealed.plan.digest)).toEqual([]);
  expect(job.app.engine.runs.list()).toEqual([]);
  expect(job.app.engine.runs.get(record.id).ok).toBe(false);
  const next = job.start(await job.seal(1));
  expect(next.record.number).toBe(record.number + 1);
  await job.goOn(next.record.id);
});

it('a run that is deleted while its report is read has no report', async () => {
  const { record } = await job.goOn(job.start(await job.seal(3)).record.id);
  const { runs, retention } = job.app.engine;
  const read = [runs.report(record.id), runs.detail(record.id)];
  unwrap(retention.purgeRun(record.id));
  for (const each of await Promise.all(read)) {
    expect(each).toMatchObject({ ok: false, error: { code: 'not-found' } });
  }
});

it('everything is deleted at once, and the same program goes on as after its first start', async () => {
  const rosterId = await upload();
  const { protections, rules, runs } = job.app.engine;
  unwrap(protections.protect({ accountId: 'x1', name: person.name, email: person.email }, 'Canary reason'));
  unwrap(await rules.add({ kind: 'email', pattern: person.email, reason: 'Canary rule' }));
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
  // The environment's key is ignored until the next start, and the page can say that it returns then.
  expect(job.app.engine.connections.view().state).toBe('none');
  expect(job.app.keyInEnvironment).toBe(true);
  await job.reopen();
  expect(job.app.engine.connections.view()).toMatchObject({ state: 'connected', source: 'environment' });
  await job.app.engine.connections.recheck();
  const again = job.start(await job.seal(2));
  expect((await job.goOn(again.record.id)).state.settled).toBe(2);
});

it('while the application is replaced, timers find nothing to look at and requests wait', async () => {
  const complaints: string[] = [];
  const timers = vi.spyOn(globalThis, 'setInterval');
  const endWatches = startWatches((line) => complaints.push(line));
  const looks = timers.mock.calls.map(([look]) => look);
  timers.mockRestore();
  endWatches();
  const lookNow = () => {
    for (const look of looks) look();
  };

  let go = () => {};
  const replaced = replaceApp(async () => {
    await new Promise<void>((resolve) => {
      go = resolve;
    });
    registerApp(job.app);
  });
  expect(openApp()).toBeNull();
  expect(looks).toHaveLength(2);
  lookNow();
  const seen = appReplaced().then(openApp);
  go();
  await replaced;
  expect(await seen).toBe(job.app);
  lookNow();
  expect(complaints).toEqual([]);
});

it('two requests to delete everything are one', async () => {
  await Promise.all([job.app.startOver(), job.app.startOver()].map(async (each) => unwrap(await each)));
  job.app = app();
  expect(job.app.engine.runs.list()).toEqual([]);
});

it('rosters and runs go by themselves when their days are over, and no sooner', async () => {
  const rosterId = await upload();
  const { record } = job.start(unwrap(job.app.engine.plans.seal(rosterId, null, answered)));
  await job.goOn(record.id);
  const { retention, rosters, runs } = job.app.engine;
  unwrap(retention.setDays({ ...retention.days(), rosterDays: 1, runDays: 1, historyDays: 1 }));
  expect([rosters.list().length, runs.list().length]).toEqual([1, 1]);
  await job.reopen(Date.now() + 25 * 3_600_000);
  expect(job.app.engine.retention.days()).toEqual({
    rosterDays: 1,
    runDays: 1,
    historyDays: 1,
    directoryDays: 7,
  });
  expect([job.app.engine.rosters.list(), job.app.engine.runs.list()]).toEqual([[], []]);
  expect(filesWith(person.name, person.email)).toEqual([]);
});

describe('the directory of an organisation', () => {
  const day = 86_400_000;
  /** Everything that tells somebody apart: the names, addresses and account IDs of the organisation. */
  const people = () =>
    job.organisation
      .people()
      .flatMap(({ accountId, name, email }) => [accountId, name, email])
      .filter((word) => word.length > 5);

  /** Asks Atlassian for everybody, for a roster of one made-up account. */
  async function askForEverybody(): Promise<void> {
    async function* file() {
      yield new TextEncoder().encode('User id\n712020:00000000-0000-4000-8000-000000000000\n');
    }
    const { rosters, preflight } = job.app.engine;
    const { id } = unwrap(await rosters.upload(file(), { name: 'one.csv', writtenAt: null }));
    unwrap(await preflight.start(id, ['accounts', 'provisioned']));
    await until(async () => unwrap(await preflight.view(id)).running === null);
  }

  beforeEach(async () => {
    await askForEverybody();
    expect(filesWith(...people())).not.toEqual([]);
  });

  it('is told in numbers, and deleted on request', async () => {
    const { directories } = job.app.engine;
    const [kept] = directories.list();
    const { length } = job.organisation.people();
    expect(kept).toMatchObject({ organisation: job.organisation.organisationName, isDemo: false });
    expect(kept?.accounts).toBeGreaterThan(length / 2);
    expect(kept?.readings.map(({ source }) => source)).toEqual(
      expect.arrayContaining(['users-search', 'managed-accounts']),
    );
    const answer = await keptDirectories(new Request('http://localhost/api/directories'));
    const { id, name: _, isDemo: __, ...numbers } = kept ?? {};
    expect(directoriesSchema.parse(await answer.json())).toEqual({
      directories: [{ ...numbers, id, apiUrl: job.organisation.url, bytes: expect.any(Number) }],
    });
    expect(directories.remove('no such')).toMatchObject({ ok: false, error: { code: 'not-found' } });
    unwrap(directories.remove(String(kept?.id)));
    expect(directories.list()).toEqual([]);
    expect(filesWith(...people())).toEqual([]);
  });

  it('goes with the connection when it is forgotten', async () => {
    unwrap(await job.app.engine.connections.forget());
    expect(filesWith(...people())).toEqual([]);
  });

  it('goes with everything, also that of another organisation', async () => {
    const others = directoryFiles(job.dataDir);
    const at = Date.now();
    const facts = { name: person.name, email: person.email };
    const made = { accountId: 'x1', source: 'profile', at, generation: 0, facts } as const;
    others.of({ api: 'https://api.example.com', organisationId: 'other' }).save([made]);
    others.close();
    expect(filesWith(person.name)).not.toEqual([]);
    unwrap(await job.app.startOver());
    job.app = app();
    expect(filesWith(person.name, person.email, ...people())).toEqual([]);
  });

  it('goes after its days, and is deleted before a setting of fewer days is answered', async () => {
    await job.reopen(Date.now() + 6.9 * day);
    expect(filesWith(...people())).not.toEqual([]);
    const { retention } = job.app.engine;
    unwrap(retention.setDays({ ...retention.days(), directoryDays: 6 }));
    expect(filesWith(...people())).toEqual([]);
    await askForEverybody();
    unwrap(retention.setDays({ ...retention.days(), directoryDays: 7 }));
    await job.reopen(Date.now() + 14 * day);
    expect(filesWith(...people())).toEqual([]);
  });
});

it('of the people of the demo organisation nothing is left once it is made new', async () => {
  const { connections, rosters, preflight } = job.app.engine;
  unwrap(await connections.connectDemo());
  async function* file() {
    yield new TextEncoder().encode(String(connections.demoExport('users')));
  }
  const { id } = unwrap(await rosters.upload(file(), { name: 'users.csv', writtenAt: null }));
  unwrap(await preflight.start(id, ['accounts']));
  await until(async () => unwrap(await preflight.view(id)).running === null);
  const addresses = unwrap(await rosters.review(id)).flatMap(({ user }) => user.email || []);
  const directoriesWith = () => filesWith(...addresses).filter((name) => name.startsWith('directory-'));
  expect(directoriesWith()).not.toEqual([]);
  // An answer of the former organisation that arrives meanwhile is not kept either.
  const asking = preflight.start(id, ['provisioned']);
  await job.app.rehearsal.renew({ people: 250, seed: 7 });
  unwrap(await asking);
  await until(async () => unwrap(await preflight.view(id)).running === null);
  expect(directoriesWith()).toEqual([]);
});

it('a run takes the plans with it that were made from it and never started', async () => {
  const rosterId = await upload();
  const first = job.start(unwrap(job.app.engine.plans.seal(rosterId, null, answered)));
  job.say(first.record.id, 'stop');
  await job.until(first.record.id, () => false);
  const { retention, plans, runs } = job.app.engine;
  const { plan } = unwrap(runs.sealFrom(first.record.id, 'rest', answered));
  unwrap(await retention.purgeRoster(rosterId));
  expect(filesWith(person.email)).not.toEqual([]);
  unwrap(retention.purgeRun(first.record.id));
  expect(plans.get(plan.id).ok).toBe(false);
  expect(filesWith(person.email, plan.digest)).toEqual([]);
});

it('the operator’s name and address go with the last that has the account, which stays protected', async () => {
  const ids = [await upload(), await upload()];
  const { retention, protections, rosters } = job.app.engine;
  const accountId = String(unwrap(await rosters.review(String(ids[0]), 1))[0]?.user.accountId);
  protections.setOperator({ accountId, name: person.name, email: person.email });
  unwrap(await retention.purgeRoster(String(ids[0])));
  expect(protections.operator()).toEqual({ accountId, name: person.name, email: person.email });
  unwrap(await retention.purgeRoster(String(ids[1])));
  expect(protections.operator()).toEqual({ accountId, name: '', email: '' });
  expect(protections.ownAddress()).toBeNull();
  expect(protections.reasonAgainst(accountId.toUpperCase())).toContain('Your own account');
  expect(filesWith(person.name, person.email, 'admin@example.net')).toEqual([]);
});

describe('names and reasons in the history of protections', () => {
  const day = 86_400_000;
  const gone = { accountId: 'GONE-1', name: person.name, email: person.email };
  const kept = { accountId: 'kept-1', name: 'Kept Mc Made-Up', email: '' };
  const again = { accountId: 'again-1', name: 'Again Mc Made-Up', email: '' };

  beforeEach(async () => {
    const { protections, rules } = job.app.engine;
    unwrap(protections.protect(gone, 'Old reason: the assistant of Otto'));
    unwrap(protections.protect(kept, 'Kept reason'));
    unwrap(protections.protect(again, 'Old reason: a friend of Otto'));
    unwrap(protections.unprotect('gone-1', 'Old reason: Otto asked for it'));
    unwrap(protections.unprotect('again-1', 'Old reason: Otto was wrong'));
    unwrap(protections.protect(again, 'Kept reason: he was not'));
    unwrap(
      await rules.add({ kind: 'email', pattern: 'rule.gone@example.com', reason: 'Old reason: a rule' }),
    );
    unwrap(
      await rules.add({ kind: 'email', pattern: 'rule.kept@example.com', reason: 'Kept reason: a rule' }),
    );
    const removed = rules.list().find(({ pattern }) => pattern === 'rule.gone@example.com');
    unwrap(rules.remove(String(removed?.id), 'Old reason: over'));
  });

  it('go when the term since the protection was taken back is over, and no line does', async () => {
    const before = job.app.engine.protections.history();
    await job.reopen(Date.now() + 364 * day);
    expect(job.app.engine.protections.history()).toEqual(before);
    await job.reopen(Date.now() + 366 * day);
    const { protections, rules } = job.app.engine;
    const isOld = (reason: string) => reason.startsWith('Old');
    expect(before.filter(({ reason }) => isOld(reason))).toHaveLength(6);
    expect(protections.history()).toEqual(
      before.map((change) => (isOld(change.reason) ? { ...change, what: '', reason: '' } : change)),
    );
    expect(filesWith(person.name, 'rule.gone@example.com', 'Old reason')).toEqual([]);
    const { name, reason } = protections.all().get(accountKey(again.accountId)) ?? {};
    expect([name, reason]).toEqual([again.name, 'Kept reason: he was not']);
    expect(protections.removedByHand()).toEqual(new Set(['gone-1']));
    expect(rules.list()).toHaveLength(1);
  });

  it('leave what finds lost protections as it was', async () => {
    await job.reopen(Date.now() + 366 * day);
    await job.app.close();
    const database = new Sqlite(path.join(job.dataDir, databaseName));
    database.exec('DELETE FROM protections; DELETE FROM protection_rules; DELETE FROM protection_catches');
    database.close();
    await job.reopen(Date.now() + 366 * day);
    const { protections, rules } = job.app.engine;
    for (const { accountId } of [kept, again]) expect(protections.reasonAgainst(accountId)).not.toBeNull();
    expect(protections.reasonAgainst(gone.accountId)).toBeNull();
    expect(rules.list().map(({ pattern }) => pattern)).toEqual(['rule.kept@example.com']);
  });

  it('go with the rules of earlier versions too, which have words only, and where no name was noted', async () => {
    await job.app.close();
    const database = new Sqlite(path.join(job.dataDir, databaseName));
    database.exec(
      "UPDATE protection_history SET rule = NULL; UPDATE protection_history SET what = NULL WHERE account_id <> ''",
    );
    database.close();
    await job.reopen(Date.now() + 366 * day);
    expect(filesWith('rule.gone@example.com', 'Old reason')).toEqual([]);
    const reasons = job.app.engine.protections.history().map(({ reason }) => reason);
    expect(reasons.filter((reason) => reason !== '').sort()).toEqual([
      'Kept reason',
      'Kept reason: a rule',
      'Kept reason: he was not',
    ]);
  });

  it('stay where the term is never', async () => {
    const { retention } = job.app.engine;
    unwrap(retention.setDays({ ...retention.days(), rosterDays: 30, runDays: 30, historyDays: null }));
    await job.reopen(Date.now() + 3_650 * day);
    const { protections } = job.app.engine;
    expect(protections.history().some(({ what }) => what === person.name)).toBe(true);
    expect(filesWith('Old reason: Otto asked for it')).not.toEqual([]);
  });
});

it('files are readable by their owner alone', async ({ skip }) => {
  skip(isWindows, noModes);
  await upload();
  for (const name of readdirSync(job.dataDir)) {
    const { mode } = statSync(path.join(job.dataDir, name));
    expect([name, mode & 0o077]).toEqual([name, 0]);
  }
});
