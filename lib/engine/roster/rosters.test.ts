import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { originalFiles } from '#lib/adapters/original-files';
import { type OpenedDatabase, openDatabase } from '#lib/adapters/sqlite/database';
import { protectionStore } from '#lib/adapters/sqlite/stores/protection-store';
import { rosterStore } from '#lib/adapters/sqlite/stores/roster-store';
import { systemClock } from '#lib/adapters/system-clock';
import type { RosterOrganisation } from '#lib/domain/roster/roster';
import { noDirectory } from '#lib/engine/directory/directory';
import { newProtections } from '#lib/engine/protection/protections';
import { newRosters, type RosterVerbs } from '#lib/engine/roster/rosters';
import { newSelection } from '#lib/engine/roster/selection';
import { turn } from '#lib/engine/turns';
import { hashing } from '#lib/server/hashing';
import { random } from '#lib/server/random';
import { sampleKnowledge } from '#test/samples/knowledge';

const maxBytes = 3_000_000;
let folder: string;
let opened: Extract<OpenedDatabase, { ok: true }>;
let rosters: RosterVerbs;
let connected: RosterOrganisation | null;

/** Whether the roster was still stored when the copy of its file was erased; null if none was. */
let listedAtErasure: boolean | null = null;

beforeEach(() => {
  connected = null;
  folder = mkdtempSync(path.join(tmpdir(), 'lockstep-rosters-'));
  const database = openDatabase(folder);
  if (!database.ok) throw new Error(database.message);
  opened = database;
  const clock = systemClock();
  const originals = originalFiles(folder);
  const store = rosterStore(database.database);
  const protections = newProtections(protectionStore(database.database, database.safe), clock);
  const history = { lastRuns: () => new Map() };
  rosters = newRosters({
    store,
    originals: {
      ...originals,
      remove(id) {
        listedAtErasure = store.get(id) !== null;
        return originals.remove(id);
      },
    },
    protections,
    selection: newSelection({
      rosterStore: store,
      protections,
      history,
      knowledge: sampleKnowledge(),
      clock: systemClock(),
    }),
    rules: {
      questions: () => ({ rules: [], ruled: [] }),
      watch: () => ({ see: () => {}, settle: () => [] }),
    },
    directory: { store: () => noDirectory },
    organisation: () => connected,
    clock,
    random,
    hashing,
    maxBytes,
  });
});
afterEach(() => {
  opened.close();
  rmSync(folder, { recursive: true });
});

const header = 'User id,User name,email,User status,Org role\n';
const row = (at: number, role = '') =>
  `557058:00000000-0000-4000-8000-${String(at).padStart(12, '0')},Sample ${at},s${at}@example.com,Active,${role}\n`;

async function* file(rows: number, last = '') {
  yield new TextEncoder().encode(header);
  for (let at = 0; at < rows; at += 500) {
    let text = '';
    for (let next = at; next < Math.min(rows, at + 500); next += 1) text += row(next);
    yield new TextEncoder().encode(text);
  }
  yield new TextEncoder().encode(last);
}

/** Total size of the data folder, in bytes, after the write-ahead log was merged into the database. */
function keptBytes(): number {
  opened.database.pragma('wal_checkpoint(TRUNCATE)');
  return readdirSync(folder).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
}

it.each([
  ['one that turns out too long', () => file(50_000), 'too-large'],
  ['one with an open quote at its end', () => file(20_000, '"never closed'), 'invalid'],
])('leaves nothing behind of a refused file: %s', async (_, chunks, code) => {
  const [before, names] = [keptBytes(), readdirSync(folder)];
  const read = await rosters.upload(chunks(), { name: 'users.csv', writtenAt: null });
  expect(read.ok ? null : read.error.code).toBe(code);
  expect(keptBytes()).toBe(before);
  expect(readdirSync(folder)).toEqual(names);
  expect(rosters.list()).toEqual([]);
});

it('refuses a file that says it is too long before it reads any of it', async () => {
  let read = 0;
  async function* counted() {
    for await (const chunk of file(10)) {
      read += 1;
      yield chunk;
    }
  }
  const answer = await rosters.upload(counted(), { name: 'a.csv', writtenAt: null, bytes: maxBytes + 1 });
  expect(answer.ok ? null : answer.error.code).toBe('too-large');
  expect(read).toBe(0);
});

it('keeps all users of a file that is read to its end, in its order, with its admins unticked', async () => {
  const read = await rosters.upload(file(2_500, row(2_500, 'Organization admin')), {
    name: 'a.csv',
    writtenAt: 7,
  });
  if (!read.ok) throw new Error(read.error.message);
  const review = await rosters.review(read.value.id);
  if (!review.ok) throw new Error(review.error.message);
  expect(review.value.map(({ user }) => user.name)).toEqual(
    Array.from({ length: 2_501 }, (_, at) => `Sample ${at}`),
  );
  expect(await rosters.counts(read.value.id)).toMatchObject({ ticked: 2_500, protected: 1 });
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});

it('keeps the size and the SHA-256 of the file', async () => {
  let whole = '';
  for await (const chunk of file(1_200)) whole += new TextDecoder().decode(chunk);
  const read = await rosters.upload(file(1_200), { name: 'a.csv', writtenAt: 7 });
  if (!read.ok) throw new Error(read.error.message);
  const original = { bytes: whole.length, sha256: hashing.sha256(whole) };
  expect(read.value.summary.original).toEqual(original);
  const again = rosters.get(read.value.id);
  expect(again.ok && again.value.summary.original).toEqual(original);
});

it('knows the organisation that was connected, and says nothing where none was', async () => {
  const unconnected = await rosters.upload(file(1), { name: 'a.csv', writtenAt: null });
  connected = { id: 'org-1', name: 'Example Org' };
  const read = await rosters.upload(file(1), { name: 'b.csv', writtenAt: null });
  expect(unconnected.ok && unconnected.value.summary.organisation).toBeUndefined();
  expect(read.ok && read.value.summary.organisation).toEqual(connected);
  const names = rosters.list().map(({ summary }) => summary.organisation?.name);
  expect(new Set(names)).toEqual(new Set(['Example Org', undefined]));
});

it('ticks a doubtful user by name only', async () => {
  const upper = row(7).replace('557058:00000000', '557058:ABCDEF00');
  const [doubtful = ''] = upper.split(',', 1);
  const read = await rosters.upload(file(2, upper), { name: 'a.csv', writtenAt: 7 });
  if (!read.ok) throw new Error(read.error.message);
  const { id } = read.value;
  const start = { users: 3, ticked: 2, unticked: 0, doubtful: 1 };
  expect(await rosters.counts(id)).toMatchObject(start);
  const all = await rosters.setTicked(id, 'all', true);
  expect(all.ok ? all.value : all.error).toMatchObject(start);
  expect(await rosters.counts(id)).toMatchObject(start);
  await rosters.setTicked(id, [doubtful], true);
  expect(await rosters.counts(id)).toMatchObject({ ticked: 3, doubtful: 0 });
  await rosters.setTicked(id, 'all', false);
  expect(await rosters.counts(id)).toMatchObject({ ticked: 0, unticked: 2, doubtful: 1 });
});

it('gives everything else its turns while ticks change, makes changes one after the other, and refuses strangers', async () => {
  const read = await rosters.upload(file(2_500), { name: 'a.csv', writtenAt: 7 });
  if (!read.ok) throw new Error(read.error.message);
  const { id } = read.value;
  const ids = Array.from({ length: 2_500 }, (_, at) => row(at).split(',', 1)[0] ?? '');
  let over = false;
  const changes = [
    rosters.setTicked(id, 'all', false),
    rosters.setTicked(id, ids.slice(0, 2_000), true),
    rosters.setTicked(id, ids.slice(1_999), false),
    rosters.setTicked(id, ['557058:stranger', ...ids], true),
  ];
  const all = Promise.all(changes).finally(() => {
    over = true;
  });
  let turns = 0;
  for (; !over; turns += 1) {
    // A change is never visible in part.
    expect([2_500, 0, 2_000, 1_999]).toContain((await rosters.counts(id)).ticked);
    await turn();
  }
  expect(turns).toBeGreaterThan(5);
  expect((await all).map((each) => (each.ok ? each.value.ticked : each.error.message))).toEqual([
    0,
    2_000,
    1_999,
    'One of these accounts is not in this file.',
  ]);
  expect(await rosters.counts(id)).toMatchObject({ ticked: 1_999, unticked: 501 });
  const people = await rosters.people(id, ids.slice(5, 8));
  expect(people.ok && people.value.map(({ name }) => name)).toEqual(['Sample 5', 'Sample 6', 'Sample 7']);
});

it('deletes a roster before the copy of its file, so that no roster is left without its file', async () => {
  const read = await rosters.upload(file(3), { name: 'file.csv', writtenAt: null });
  if (!read.ok) throw new Error(read.error.message);
  const removed = rosters.remove(read.value.id);
  expect(removed.ok && (await removed.value)).toBe(true);
  expect(listedAtErasure).toBe(false);
});
