/** Tests reading and erasing in a thread of its own, which must be the same as in the calling thread. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RosterThread, sameThread } from '#lib/adapters/roster-thread/roster-thread';
import { workerThread } from '#lib/adapters/roster-thread/worker-thread';
import { openDatabase } from '#lib/adapters/sqlite/database';
import { rosterStore } from '#lib/adapters/sqlite/stores/roster-store';
import { bundledRosterWorker } from '#test/roster-worker';
import { temporaryFolder } from '#test/temporary-folder';

const folder = temporaryFolder('lockstep-thread-');
let bundled: Awaited<ReturnType<typeof bundledRosterWorker>>;
beforeAll(async () => {
  bundled = await bundledRosterWorker();
});
afterAll(() => bundled.remove());
beforeEach(() => folder.make());
afterEach(() => folder.remove());

const inFolder = (name: string) => path.join(folder.path, name);
const encoded = (text: string) => new TextEncoder().encode(text);
const header = 'User id,User name,email,User status,Org role\n';
const row = (at: number, status = 'Active', role = '') =>
  `557058:00000000-0000-4000-8000-${String(at).padStart(12, '0')},Sample ${at},s${at}@example.com,${status},${role}\n`;

async function* file(rows: number, last = '') {
  yield encoded(header);
  for (let at = 0; at < rows; at += 1) yield encoded(row(at, at % 7 === 0 ? 'Deactivated' : 'Active'));
  yield encoded(last);
}

const request = () => ({
  part: inFolder('reading-x.part'),
  name: 'a.csv',
  mapping: null,
  questions: { rules: [], ruled: [], ownAddress: 's1@example.com' },
  today: '2026-11-27',
});
const newRoster = { id: 'a', name: 'a.csv', createdAt: 1, writtenAt: null };

const threads: [string, () => RosterThread][] = [
  ['the calling thread', () => sameThread],
  ['a thread of its own', () => workerThread(bundled.program)],
];

describe.each(threads)('in %s', (_name, threadOf) => {
  it('two accounts with one address are both doubtful and unticked, however far apart their rows are', async () => {
    const opened = openDatabase(folder.path);
    if (!opened.ok) throw new Error(opened.message);
    const store = rosterStore(opened.database, threadOf());
    const { part: _part, ...reading } = request();
    const chunks = file(1_300, row(1_300).replace('s1300@example.com', 's3@example.com'));
    const read = await store.read(newRoster, chunks, reading);
    if (!read.ok) throw new Error(read.error.message);
    await read.draft.finish([]);
    const users = store.users('a');
    const remarked = users.filter(({ problems }) => problems.some(({ code }) => code === 'shared-address'));
    expect(remarked.map(({ name }) => name)).toEqual(['Sample 3', 'Sample 1300']);
    const unticked = store.unticked('a');
    expect(remarked.map(({ accountId }) => unticked.has(String(accountId)))).toEqual([true, true]);
    expect(unticked.has(String(users[4]?.accountId))).toBe(false);
    expect(users[3]?.cells[2]).toBe('s3@example.com');
    await store.close();
    opened.close();
  });

  it('a file becomes a roster with its users in order, and with those unticked whom the export calls inactive', async () => {
    const opened = openDatabase(folder.path);
    if (!opened.ok) throw new Error(opened.message);
    const store = rosterStore(opened.database, threadOf());
    const { part: _part, ...reading } = request();
    const journals = () =>
      ['lockstep.db', 'lockstep.db-wal'].map((name) => readFileSync(inFolder(name)).toString('base64'));
    const before = journals();
    const chunks = file(1_300, row(1_300, 'Active', 'Organization admin'));
    const read = await store.read(newRoster, chunks, reading);
    if (!read.ok) throw new Error(read.error.message);
    expect(read.survey.admins.map(({ name }) => name)).toEqual(['Sample 1300']);
    expect(read.survey.own.map(({ name }) => name)).toEqual(['Sample 1']);
    expect([...read.draft.accountIds()].flat()).toHaveLength(1_301);
    expect(store.list()).toEqual([]);
    // While a file is read, nothing is written where a run writes its journal. After it there is one row.
    expect(journals()).toEqual(before);
    const { id, summary } = await read.draft.finish(read.survey.admins.map(({ accountId }) => accountId));
    expect(summary).toMatchObject({ kind: 'users-export', rows: 1_301, users: 1_301 });
    const users = store.users(id);
    expect(users.map(({ name }) => name)).toEqual(Array.from({ length: 1_301 }, (_, at) => `Sample ${at}`));
    const unticked = users.filter(({ accountId }) => store.unticked(id).has(String(accountId)));
    expect(unticked.map(({ position }) => position)).toEqual([
      ...Array.from({ length: 186 }, (_, at) => at * 7),
      1_300,
    ]);
    expect(readdirSync(folder.path).filter((name) => name.startsWith('reading-'))).toEqual([]);
    const rows = (table: string) => opened.database.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    expect(['rosters', 'roster_users', 'roster_unticked'].map(rows)).toEqual([1, 0, 0]);
    expect(await store.remove(id)).toBe(true);
    expect(readdirSync(folder.path).filter((name) => name.startsWith('roster-'))).toEqual([]);
    await store.close();
    opened.close();
  });

  it('a list whose statuses are not Atlassian’s starts with nobody unticked', async () => {
    async function* list() {
      yield encoded('Account ID,Status\n557058:00000000-0000-4000-8000-000000000001,inactive\n');
    }
    const opened = openDatabase(folder.path);
    if (!opened.ok) throw new Error(opened.message);
    const store = rosterStore(opened.database, threadOf());
    const { part: _part, ...reading } = request();
    const read = await store.read(newRoster, list(), reading);
    if (!read.ok) throw new Error(read.error.message);
    expect(read.draft.summary.kind).toBe('account-list');
    const { id } = await read.draft.finish([]);
    expect(store.unticked(id).size).toBe(0);
    await store.close();
    opened.close();
  });

  it('a file that is refused at its end, or breaks off, leaves nothing', async () => {
    const refused = await threadOf().read(request(), file(40, '"never closed'));
    expect(refused).toMatchObject({ ok: false, error: { code: 'unterminated-quote' } });
    async function* broken() {
      yield encoded(header + row(1));
      throw new Error('The connection was lost');
    }
    const cut = await threadOf().read(request(), broken());
    expect(cut).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('connection was lost') },
    });
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('a file that is refused in its middle is answered although it never ends', async () => {
    async function* endless() {
      yield encoded('Nothing,of,use\n1,2,3\n4,5,6\n7,8,9\n1,2,3\n');
      await new Promise(() => {});
    }
    const small = { ...request(), maxBytes: 20 };
    expect(await threadOf().read(small, endless())).toMatchObject({
      ok: false,
      error: { code: 'too-large' },
    });
  });

  it('a fault of the disk is thrown with its code, and leaves nothing', async () => {
    const nowhere = { ...request(), part: inFolder('missing/reading-x.part') };
    await expect(threadOf().read(nowhere, file(3))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('files are erased with those beside them, also where some do not exist', async () => {
    for (const name of ['roster-1.db', 'roster-1.db-wal', 'roster-2.db']) writeFileSync(inFolder(name), name);
    const paths = ['roster-1.db', 'roster-2.db', 'roster-3.db'].map(inFolder);
    expect(await threadOf().erase(paths)).toBe(true);
    expect(readdirSync(folder.path)).toEqual([]);
  });
});

it('a thread that cannot start fails its task, and nothing else', async () => {
  const thread = workerThread(new URL('./no-such-program.mjs', bundled.program));
  await expect(thread.read(request(), file(3))).rejects.toThrow(/no-such-program/);
  expect(await thread.erase([inFolder('roster-1.db')])).toBe(false);
});
