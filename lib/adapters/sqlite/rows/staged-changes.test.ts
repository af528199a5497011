import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Database } from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase, openToWatch } from '#lib/adapters/sqlite/database';
import type { Safekeeping } from '#lib/adapters/sqlite/safekeeping';
import { protectionStore } from '#lib/adapters/sqlite/stores/protection-store';
import { accountKey } from '#lib/domain/account/account-id';
import type { Protection } from '#lib/domain/protection/protection';
import { atOnce } from '#lib/domain/text/pieces';
import type { ProtectionStore } from '#lib/engine/storage/protections';

let folder: string;
let database: Database;
let safe: Safekeeping;
let close: () => void;
let store: ProtectionStore;

function open(): void {
  const opened = openDatabase(folder);
  if (!opened.ok) throw new Error(opened.message);
  ({ database, close, safe } = opened);
  store = protectionStore(database, safe);
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lockstep-staged-'));
  open();
});

afterEach(() => {
  close();
  rmSync(folder, { recursive: true, force: true });
});

const protection = (number: number, reason = 'Many'): Protection => ({
  accountId: `712020:${number}`,
  name: `Person ${number}`,
  email: '',
  source: 'admin',
  reason,
  createdAt: 5,
});
const many = (count: number) => Array.from({ length: count }, (_, number) => protection(number));
const stagedRows = () =>
  database.prepare<[], number>("SELECT count(*) FROM settings WHERE key LIKE 'staged:%'").pluck().get();
const written = () => database.prepare<[], number>('SELECT count(*) FROM protections').pluck().get();

/** The number of pieces in which this many protections are changed. */
function piecesOf(count: number): number {
  let pieces = 1;
  const work = store.add(many(count));
  while (!work.next().done) pieces += 1;
  return pieces;
}

it('adds very many in pieces, with the same result as at once', () => {
  expect(piecesOf(2_100)).toBeGreaterThan(9);
  const inPieces = [store.all(), store.history(9_999).map(({ id: _, ...change }) => change)];
  close();
  rmSync(folder, { recursive: true });
  folder = mkdtempSync(path.join(tmpdir(), 'lockstep-staged-'));
  open();
  store.put(many(2_100));
  expect(inPieces).toEqual([store.all(), store.history(9_999).map(({ id: _, ...change }) => change)]);
  expect(stagedRows()).toBe(0);
});

it('counts all of them from one moment on, wherever the process dies', () => {
  const pieces = piecesOf(2_100);
  for (let done = 0; done < pieces; done += 1) {
    close();
    rmSync(folder, { recursive: true });
    folder = mkdtempSync(path.join(tmpdir(), 'lockstep-staged-'));
    open();
    store.put([protection(3, 'Before')]);
    const work = store.add(many(2_100));
    for (let piece = 0; piece <= done; piece += 1) work.next();
    const known = store.all().size;
    expect([1, 2_100]).toContain(known);
    close();
    open();
    expect(store.all().size).toBe(known);
    expect(written()).toBe(known);
    expect(store.history(9_999)).toHaveLength(known);
    expect(store.all().get(accountKey('712020:3'))?.reason).toBe('Before');
    expect([store.lost(), stagedRows()]).toEqual([[], 0]);
  }
});

it('loses no change that is made between two pieces', () => {
  const change = fc.record({
    at: fc.nat(12),
    number: fc.nat(2_200),
    act: fc.constantFrom('protect', 'unprotect', 'protect many'),
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      close();
      rmSync(folder, { recursive: true });
      folder = mkdtempSync(path.join(tmpdir(), 'lockstep-staged-'));
      open();
      const work = store.add(many(2_100));
      for (let piece = 0, over = false; !over; piece += 1) {
        over = work.next().done === true;
        for (const { at, number, act } of changes) {
          if (at !== piece) continue;
          const { accountId } = protection(number);
          if (act === 'unprotect') store.remove(accountId, 'Wrong one', 6);
          else if (act === 'protect') store.put([protection(number, 'One')]);
          else atOnce(store.add([protection(number, 'Others'), protection(number + 1, 'Others')]));
        }
      }
      const shown = [...store.all().values()].map(({ accountId, reason }) => `${accountId} ${reason}`).sort();
      close();
      open();
      const kept = [...store.all().values()].map(({ accountId, reason }) => `${accountId} ${reason}`).sort();
      expect(kept).toEqual(shown);
      expect(stagedRows()).toBe(0);
    }),
    { numRuns: 12 },
  );
});

it('leaves nothing where a piece cannot be put on disk, and writes the rest later where it counts already', () => {
  const full = (when: string) =>
    database.exec(
      `CREATE TEMP TRIGGER full BEFORE ${when} BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`,
    );
  full("INSERT ON main.settings WHEN new.key LIKE 'staged:protections:counts:%'");
  expect(() => atOnce(store.add(many(1_200)))).toThrow('full');
  expect([store.all().size, stagedRows()]).toEqual([0, 0]);
  database.exec('DROP TRIGGER full');
  full('INSERT ON main.protections');
  atOnce(store.add(many(1_200)));
  expect([store.all().size, written()]).toEqual([1_200, 0]);
  database.exec('DROP TRIGGER full');
  store.remove('712020:7', 'Wrong one', 6);
  expect([store.all().size, written(), stagedRows()]).toEqual([1_199, 1_199, 0]);
});

it('shows a reading process the whole change or nothing of it', () => {
  const work = store.add(many(2_100));
  for (let over = false; !over; ) {
    over = work.next().done === true;
    const watched = openToWatch(folder);
    if (!watched.ok) throw new Error(watched.message);
    expect(protectionStore(watched.database, watched.safe).all().size).toBe(store.all().size);
    watched.close();
  }
});

it('writes in pieces what counts already, before a small change that would write all of it at once', () => {
  const works = [store.add(many(2_100)), store.add([protection(5_000)])];
  const [first] = works;
  while (store.all().size === 0) first?.next();
  expect(written()).toBeLessThan(2_100);
  let pieces = 0;
  for (const settling = store.settle(); !settling.next().done; ) pieces += 1;
  expect([pieces > 4, written(), stagedRows()]).toEqual([true, 2_100, 0]);
  for (const work of works) atOnce(work);
  expect([store.all().size, written(), stagedRows()]).toEqual([2_101, 2_101, 0]);
});
