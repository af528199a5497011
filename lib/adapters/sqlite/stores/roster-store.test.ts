import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Database } from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase, openToWatch } from '#lib/adapters/sqlite/database';
import { Sqlite } from '#lib/adapters/sqlite/driver';
import { lostSummary } from '#lib/adapters/sqlite/roster/stored-users';
import { rosterStore } from '#lib/adapters/sqlite/stores/roster-store';
import { parseAccountId } from '#lib/domain/account/account-id';
import type { RosterUser } from '#lib/domain/roster/roster';
import { atOnce } from '#lib/domain/text/pieces';
import type { RosterStore } from '#lib/engine/storage/rosters';

const count = 1_700;
let folder: string;
let close: () => void;
let reopen: () => RosterStore;
let database: () => Database;

const rosterNames = () =>
  readdirSync(folder).filter((name) => /^(?:roster|reading)-.*(?:db|part)$/.test(name));

const user = (position: number): RosterUser => ({
  position,
  line: position + 2,
  accountId: parseAccountId(`712020:${position}`),
  name: `Person ${position}`,
  email: '',
  status: 'active',
  statusText: 'Active',
  orgRole: '',
  organisationAdmin: false,
  groups: [],
  lastSeen: null,
  cells: [],
  problems: [],
});

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lockstep-rosters-'));
  const opened = openDatabase(folder);
  if (!opened.ok) throw new Error(opened.message);
  close = opened.close;
  reopen = () => rosterStore(opened.database);
  database = () => opened.database;
  const writer = reopen().begin({ id: 'roster', name: 'x.csv', createdAt: 1, writtenAt: null });
  writer.add(Array.from({ length: count }, (_, position) => user(position)));
  await writer.end({ ...lostSummary(), users: count, contested: [3, 1_600] }).finish([]);
});

afterEach(() => {
  close();
  rmSync(folder, { recursive: true, force: true });
});

it('reads the same users in pieces as at once', () => {
  const store = reopen();
  const work = store.usersInPieces('roster');
  let pieces = 1;
  while (!work.next().done) pieces += 1;
  expect(pieces).toBeGreaterThan(3);
  const users = store.users('roster');
  expect(users).toEqual(reopen().users('roster'));
  expect(users.filter(({ problems }) => problems.length > 0).map(({ position }) => position)).toEqual([
    3, 1_600,
  ]);
  expect(atOnce(store.usersInPieces('roster'))).toBe(users);
  expect(atOnce(store.usersInPieces('other'))).toEqual([]);
});

it('loses no change that is made between two pieces', () => {
  const store = reopen();
  const work = store.usersInPieces('roster');
  work.next();
  store.replaceUsers('roster', [{ ...user(0), name: 'Found' }], []);
  const users = atOnce(work);
  expect(users[0]?.name).toBe('Found');
  expect(store.users('roster')[0]?.name).toBe('Found');
  const again = reopen().usersInPieces('roster');
  again.next();
  store.remove('roster');
  expect(atOnce(again)).toHaveLength(0);
});

const ids = Array.from({ length: count }, (_, position) => String(user(position).accountId));

it('changes very many ticks from one moment on, wherever the process dies', () => {
  for (let done = 0, over = false; !over; done += 1) {
    const store = reopen();
    store.setTicked('roster', ids, true);
    store.setTicked('roster', ids.slice(0, 3), false);
    const work = store.setManyTicked('roster', ids, false);
    for (let piece = 0; piece <= done && !over; piece += 1) over = work.next().done === true;
    const shown = store.unticked('roster').size;
    expect([3, count]).toContain(shown);
    expect(reopen().unticked('roster').size).toBe(shown);
  }
});

it('remembers after which run an uncertain account was ticked, in the file', () => {
  const store = reopen();
  store.untickOnce('roster', ['712020:1']);
  store.tickAfterRun('roster', ['712020:1', '712020:2'], 3);
  store.tickAfterRun('roster', ['712020:2'], 5);
  for (const each of [store, reopen()]) {
    expect([...each.tickedAfterRun('roster')]).toEqual([
      ['712020:1', 3],
      ['712020:2', 5],
    ]);
    expect([...each.untickedOnce('roster')]).toEqual(['712020:1']);
  }
  expect(store.tickedAfterRun('no roster').size).toBe(0);
});

it('shows the same ticks in memory and on disk, whatever changes between two pieces', () => {
  const many = fc.tuple(fc.nat(count), fc.nat(count), fc.boolean());
  const few = fc.tuple(fc.nat(count - 1), fc.boolean(), fc.nat(8));
  fc.assert(
    fc.property(many, many, fc.array(few, { maxLength: 6 }), (one, other, singles) => {
      const store = reopen();
      store.unticked('roster');
      const works = [one, other].map(([from, length, ticked]) =>
        store.setManyTicked('roster', ids.slice(from, from + length), ticked),
      );
      for (let at = 0, over = false; !over; at += 1) {
        over = works.map((work) => work.next().done === true).every(Boolean);
        for (const [position, ticked, when] of singles) {
          if (when !== at) continue;
          store.setTicked('roster', [ids[position] ?? ''], ticked);
          expect(store.unticked('roster').has(ids[position] ?? '')).toBe(!ticked);
        }
      }
      const shown = [...store.unticked('roster')].sort();
      expect([...reopen().unticked('roster')].sort()).toEqual(shown);
      expect([...atOnce(reopen().untickedInPieces('roster'))].sort()).toEqual(shown);
    }),
    { numRuns: 15 },
  );
});

it('keeps nothing of ticks of a roster that is deleted meanwhile, and misses none that change while it reads', () => {
  const store = reopen();
  store.setTicked('roster', ids, false);
  const reader = reopen();
  const read = reader.untickedInPieces('roster');
  read.next();
  reader.setTicked('roster', ids.slice(0, 1), true);
  expect(atOnce(read).size).toBe(count - 1);
  const work = store.setManyTicked('roster', ids, true);
  work.next();
  store.remove('roster');
  expect(() => atOnce(work)).not.toThrow();
  expect(reopen().unticked('roster').size).toBe(0);
});

it('shows a process that only reads a change of very many ticks as a whole, or nothing of it', async () => {
  const store = reopen();
  const watched = openToWatch(folder);
  if (!watched.ok) throw new Error(watched.message);
  const watching = rosterStore(watched.database);
  for (const ticked of [false, true]) {
    const work = store.setManyTicked('roster', ids, ticked);
    for (let over = false; !over; ) {
      over = work.next().done === true;
      const shown = store.unticked('roster').size;
      expect([watching.unticked('roster').size, atOnce(watching.untickedInPieces('roster')).size]).toEqual([
        shown,
        shown,
      ]);
    }
  }
  await store.remove('roster');
  expect(watching.list()).toEqual([]);
  expect(watching.users('roster')).toEqual([]);
  await watching.close();
  watched.close();
});

it('has no row of a roster in the database of the runs, and no file of one that is deleted', async () => {
  const store = reopen();
  store.setTicked('roster', ids, false);
  const rows = (table: string) => database().prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  expect([rows('rosters'), rows('roster_users'), rows('roster_unticked'), rows('settings')]).toEqual([
    1, 0, 0, 0,
  ]);
  expect(rosterNames()).toHaveLength(1);
  expect(await store.remove('roster')).toBe(true);
  expect(rosterNames()).toEqual([]);
});

it('names a roster whose file is lost or damaged, and has nobody in it', () => {
  const file = path.join(folder, String(rosterNames()[0]));
  writeFileSync(file, 'This is no database. '.repeat(500));
  expect(reopen().users('roster')).toEqual([]);
  const store = reopen();
  expect(store.unticked('roster').size).toBe(0);
  expect(store.get('roster')?.summary.fileProblems[0]?.message).toMatch(/can no longer be read/);
  rmSync(file);
  expect(reopen().list()[0]?.summary.fileProblems[0]?.message).toMatch(/can no longer be read/);
});

it('has no account for users whose bytes in the file are damaged, and the others as they are', () => {
  const file = new Sqlite(path.join(folder, String(rosterNames()[0])));
  const page = file.prepare<[], Buffer>('SELECT users FROM pages WHERE first = 500').pluck().get();
  page?.fill(0, 90, 91);
  file.prepare('UPDATE pages SET users = ? WHERE first = 500').run(page);
  file.close();
  const store = reopen();
  const users = store.users('roster');
  expect(users).toHaveLength(count);
  expect(users.filter(({ accountId }) => accountId === null).map(({ position }) => position)).toEqual(
    Array.from({ length: 500 }, (_, at) => 500 + at),
  );
  expect(store.hasAccount(String(ids[3]).toUpperCase())).toBe(true);
  expect(store.hasAccount('712020:stranger')).toBe(false);
});

it('removes what a process left that was ended while it wrote or deleted a roster', () => {
  reopen()
    .begin({ id: 'half', name: 'y.csv', createdAt: 2, writtenAt: null })
    .add([user(0)]);
  database().prepare('DELETE FROM rosters').run();
  expect(rosterNames()).toHaveLength(2);
  reopen();
  expect(rosterNames()).toEqual([]);
});

it('moves the rosters of an earlier version to files of their own, with their ticks', () => {
  const before = reopen();
  before.setTicked('roster', ids.slice(0, 2), false);
  const users = before.users('roster');
  const summary = JSON.stringify({ ...lostSummary(), users: count, contested: [3, 1_600] });
  database().prepare("INSERT INTO rosters VALUES ('old', 'old.csv', 3, null, ?, 0, 0)").run(summary);
  const insert = database().prepare("INSERT INTO roster_users VALUES ('old', ?, ?)");
  for (let position = 0; position < count; position += 1)
    insert.run(position, JSON.stringify(user(position)));
  database().prepare("INSERT INTO roster_unticked VALUES ('old', ?)").run(String(ids[0]));
  // A change of ticks that counts although the earlier version was ended in it.
  const piece = JSON.stringify({ rosterId: 'old', accountIds: [ids[1]], ticked: false });
  database()
    .prepare(
      "INSERT INTO settings VALUES ('staged:ticks:counts:000000000', ''), ('staged:ticks:piece:000000000:000000000', ?)",
    )
    .run(piece);
  const store = reopen();
  expect(store.list().map(({ id }) => id)).toEqual(['old', 'roster']);
  expect(store.users('old')).toEqual(users);
  expect([...store.unticked('old')].sort()).toEqual(ids.slice(0, 2).sort());
  expect(database().prepare('SELECT count(*) FROM roster_users').pluck().get()).toBe(0);
  expect(reopen().users('old')).toEqual(users);
});
