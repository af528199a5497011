import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '#lib/adapters/sqlite/database';
import { lostSummary } from '#lib/adapters/sqlite/rows/roster-rows';
import { rosterStore } from '#lib/adapters/sqlite/stores/roster-store';
import { parseAccountId } from '#lib/domain/account/account-id';
import type { RosterUser } from '#lib/domain/roster/roster';
import { atOnce } from '#lib/domain/text/pieces';
import type { RosterStore } from '#lib/engine/storage';

const count = 1_700;
let folder: string;
let close: () => void;
let reopen: () => RosterStore;

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
  const writer = reopen().begin({ id: 'roster', name: 'x.csv', createdAt: 1, writtenAt: null });
  writer.add(Array.from({ length: count }, (_, position) => user(position)));
  await writer.finish({ ...lostSummary(), users: count, contested: [3, 1_600] }, []);
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
