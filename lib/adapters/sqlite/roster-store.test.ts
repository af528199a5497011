import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '#lib/adapters/sqlite/database';
import { lostSummary } from '#lib/adapters/sqlite/roster-rows';
import { rosterStore } from '#lib/adapters/sqlite/roster-store';
import { parseAccountId } from '#lib/domain/account-id';
import { atOnce } from '#lib/domain/pieces';
import type { RosterUser } from '#lib/domain/roster';
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
