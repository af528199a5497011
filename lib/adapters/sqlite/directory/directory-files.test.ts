import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { directoryFiles, eraseDirectories } from '#lib/adapters/sqlite/directory/directory-files';
import { accountKey } from '#lib/domain/account/account-id';
import type { AccountReading } from '#lib/domain/directory/reading';
import { neverSwept } from '#lib/domain/directory/sweep';
import { atOnce } from '#lib/domain/text/pieces';
import type { DirectoryFiles } from '#lib/engine/storage/directories';
import { turn } from '#lib/engine/turns';
import { smallDisk } from '#test/small-disk';
import { temporaryFolder } from '#test/temporary-folder';

const folder = temporaryFolder('lockstep-directory-');
const name = { api: 'https://api.example.com', organisationId: 'org' };
let files: DirectoryFiles;

beforeEach(() => {
  folder.make();
  files = directoryFiles(folder.path);
});
afterEach(() => {
  files.close();
  folder.remove();
});

const reading = (accountId: string, parts: Partial<AccountReading> = {}): AccountReading => ({
  accountId,
  source: 'managed-accounts',
  at: 1_000,
  generation: 1,
  facts: { status: 'active', email: `${accountId}@example.com` },
  ...parts,
});
const known = (ids: readonly string[]) => atOnce(files.of(name).readings(ids));
const countOf = (ids: readonly string[]) => [...known(ids).values()].flat().length;
const again = () => {
  files.close();
  files = directoryFiles(folder.path);
};
const directoryFile = () => readdirSync(folder.path).find((file) => /^directory-.*\.db$/.test(file)) ?? '';

it('keeps a reading of each source, over a restart', () => {
  files.of(name).save([reading('a'), reading('B'), reading('a', { source: 'profile', at: 2 })]);
  files.of(name).save([reading('a', { at: 3_000, facts: { status: 'inactive' } })]);
  for (const restart of [() => undefined, again]) {
    restart();
    const found = known(['A', 'b', 'c']);
    expect([...found.values()].map((made) => made.length)).toEqual([2, 1, 0]);
    expect(found.get(accountKey('a'))).toContainEqual({
      source: 'managed-accounts',
      at: 3_000,
      generation: 1,
      facts: { status: 'inactive' },
    });
  }
});

it('knows the same after its memory was given up, also between two pieces of a reading', () => {
  const store = files.of(name);
  store.save([reading('a'), reading('b')]);
  expect(countOf(['a', 'b'])).toBe(2);
  store.release();
  store.save([reading('a', { source: 'profile', at: 2_000 })]);
  expect(countOf(['a', 'b', 'c'])).toBe(3);
  const ids = Array.from({ length: 2_500 }, (_, at) => `many-${at}`);
  store.save(ids.map((id) => reading(id)));
  const pieces = store.readings(ids);
  pieces.next();
  store.release();
  store.save([reading('many-2', { source: 'profile', at: 2_000 })]);
  expect([...atOnce(pieces).values()].flat()).toHaveLength(2_501);
});

it('finds the accounts at an address without their facts, and counts its changes', () => {
  const store = files.of(name);
  expect(store.accountsAt(['ab@example.com'])).toEqual([]);
  const before = store.revision();
  store.save([reading('Ab'), reading('Ab', { source: 'profile' }), reading('c', { facts: {} })]);
  expect(store.revision()).toBeGreaterThan(before);
  expect(store.accountsAt(['ab@example.com', 'c@example.com'])).toEqual([
    { accountId: 'Ab', address: 'ab@example.com' },
  ]);
  const saved = store.revision();
  store.saveSweep('managed-accounts', neverSwept);
  store.savePart('roster', 'permissions', { state: 'never' });
  expect(store.revision()).toBe(saved + 2);
  files.forget(name);
  expect(store.revision()).toBeGreaterThan(saved + 2);
});

it('knows which addresses several accounts have or had', () => {
  const store = files.of(name);
  const at = (email: string) => ({ facts: { email } });
  store.save([reading('a'), reading('a', { source: 'profile' }), reading('b'), reading('c', { facts: {} })]);
  expect(store.sharedAddresses()).toEqual(new Set());
  store.save([reading('c', { source: 'profile', at: 500, ...at('A@example.com') })]);
  store.save([reading('d', { at: 500, ...at('e@example.com') }), reading('e')]);
  store.save([reading('d', { at: 2_000, ...at('d@example.com') })]);
  expect(store.sharedAddresses()).toEqual(new Set(['a@example.com', 'e@example.com']));
  again();
  files.expire(1_500);
  expect(files.of(name).sharedAddresses()).toEqual(new Set());
});

it('finds accounts by their address in any case, and spells their ID as Atlassian does', () => {
  files.of(name).save([reading('Ab', { facts: { email: 'Ada@Example.com' } }), reading('c')]);
  expect(files.of(name).byAddress(['ADA@example.com', 'nobody@example.com'])).toMatchObject([
    { accountId: 'Ab', facts: { email: 'Ada@Example.com' } },
  ]);
});

it('lists its accounts page by page, each once', () => {
  const store = files.of(name);
  store.save(['b', 'Aa', 'c'].map((id) => reading(id)));
  store.save([reading('c', { source: 'profile' })]);
  const first = store.page(0, 2);
  expect(first.accounts.map(({ accountId }) => accountId)).toEqual(['b', 'Aa']);
  const rest = store.page(first.next ?? 0, 2);
  expect(rest.accounts).toMatchObject([
    { accountId: 'c', readings: [{ source: 'profile' }, { source: 'managed-accounts' }] },
  ]);
  expect(rest.next).toBeNull();
  store.save([reading('b', { at: 9_000 })]);
  expect(store.page(0, 1).accounts[0]?.readings[0]?.at).toBe(9_000);
  expect(store.page(99, 2)).toEqual({ accounts: [], next: null });
});

it('moves SQLite’s log into the file between two writes, so that neither waits for it', async () => {
  const size = (ending: string) => statSync(path.join(folder.path, `${directoryFile()}${ending}`)).size;
  for (let page = 0; page < 60; page += 1) {
    files.of(name).save(Array.from({ length: 100 }, (_, at) => reading(`${page}-${at}`)));
    await turn();
  }
  // More was written than stands in the log now.
  expect(size('-wal')).toBeLessThan(8_000_000);
  expect(size('')).toBeGreaterThan(500_000);
  expect(countOf(['0-0', '59-99'])).toBe(2);
});

it('keeps organisations apart, and the states of their lists', () => {
  const other = { ...name, organisationId: 'other' };
  files.of(name).save([reading('a')]);
  files.of(name).saveSweep('managed-accounts', { ...neverSwept, generation: 7 });
  files.of(name).savePart('roster', 'permissions', { state: 'known', at: 5 });
  again();
  expect(atOnce(files.of(other).readings(['a'])).get(accountKey('a'))).toEqual([]);
  expect(files.of(other).sweep('managed-accounts')).toEqual(neverSwept);
  expect(files.of(name).sweep('managed-accounts').generation).toBe(7);
  expect(files.of(name).part('roster', 'permissions')).toEqual({ state: 'known', at: 5 });
  expect(files.of(name).part('roster', 'tokens')).toEqual({ state: 'never' });
});

it('begins again where the file is damaged or of another version', () => {
  files.of(name).save([reading('a')]);
  files.close();
  const file = path.join(folder.path, directoryFile());
  writeFileSync(file, 'This is no database. '.repeat(500));
  files = directoryFiles(folder.path);
  expect(countOf(['a'])).toBe(0);
  files.of(name).save([reading('a')]);
  again();
  expect(countOf(['a'])).toBe(1);
});

it('overwrites and deletes what is to be forgotten', () => {
  files.of(name).save([reading('a')]);
  files.forget(name);
  expect(directoryFile()).toBe('');
  expect(countOf(['a'])).toBe(0);
});

it('keeps nothing that arrives after it was forgotten or closed', () => {
  for (const end of [() => files.forget(name), () => files.close()]) {
    const store = files.of(name);
    store.save([reading('a')]);
    end();
    eraseDirectories(folder.path);
    expect(store.save([reading('late')])?.message).toContain('deleted');
    store.savePart('roster', 'permissions', { state: 'known', at: 5 });
    expect(readdirSync(folder.path)).toEqual([]);
    expect(atOnce(store.readings(['late'])).get(accountKey('late'))).toEqual([]);
  }
});

it('says that bytes may be left where a file can be neither overwritten nor deleted', () => {
  files.of(name).save([reading('a')]);
  files.close();
  const inTheWay = path.join(folder.path, `${directoryFile()}-shm`);
  rmSync(inTheWay, { force: true });
  mkdirSync(inTheWay);
  files = directoryFiles(folder.path);
  expect(files.forget(name)).toBe(false);
  expect(directoryFile()).toBe('');
  rmSync(inTheWay, { recursive: true });
  files.of(name).save([reading('b')]);
  expect(files.forget(name)).toBe(true);
});

it('says what cannot be kept while the disk is full, and shows what became of a request', () => {
  const disk = smallDisk(() => true);
  try {
    const store = files.of(name);
    store.save([reading('a')]);
    disk.fill();
    const many = Array.from({ length: 500 }, (_, number) => reading(`b-${number}`));
    expect(store.save(many)?.message).toContain('full');
    expect(files.notices()).toMatchObject([{ message: expect.stringContaining('full') }]);
    expect(countOf(['a', 'b-1'])).toBe(1);
    const stopped = { state: 'unknown', at: 5, message: 'It is full.', hint: 'x'.repeat(9_000) } as const;
    store.savePart('roster', 'permissions', stopped);
    store.saveSweep('managed-accounts', { generation: 2, part: stopped, whole: null, begun: null });
    expect(store.part('roster', 'permissions')).toEqual(stopped);
    expect(store.sweep('managed-accounts').generation).toBe(2);
    disk.makeRoom();
    expect(store.save(many)).toBeNull();
    expect(files.notices()).toEqual([]);
  } finally {
    disk.restore();
  }
});

it('reads nothing, and says so, where the file cannot be opened', () => {
  files.of(name).save([reading('a')]);
  files.close();
  const file = path.join(folder.path, directoryFile());
  rmSync(file);
  mkdirSync(file);
  files = directoryFiles(folder.path);
  expect(countOf(['a'])).toBe(0);
  expect(files.of(name).byAddress(['a@example.com'])).toEqual([]);
  expect(files.of(name).sweep('managed-accounts')).toEqual(neverSwept);
  expect(files.notices()).toMatchObject([{ message: expect.stringContaining('cannot be read') }]);
  expect(files.of(name).save([reading('a')])?.message).toContain('cannot be kept');
  expect(files.list()).toEqual([]);
  rmSync(file, { recursive: true });
});

it('does not say who is missing from a list of which readings were deleted', () => {
  const at = (time: number) => ({ state: 'known', at: time }) as const;
  const totals = { total: 2, active: 2, activeByDomain: {}, activeByProduct: {} };
  const whole = (generation: number, time: number) => ({
    generation,
    part: at(time),
    whole: { generation, at: time, totals },
    begun: null,
  });
  const store = files.of(name);
  store.save([reading('early', { at: 1_000 }), reading('late', { at: 2_000 })]);
  store.save([reading('found', { at: 3_000, source: 'users-search', generation: 4 })]);
  store.saveSweep('managed-accounts', whole(1, 2_000));
  store.saveSweep('users-search', whole(4, 3_000));
  store.savePart('roster', 'permissions', at(1_400));
  store.savePart('roster', 'tokens', at(1_600));
  files.expire(1_500);
  expect(store.sweep('managed-accounts')).toEqual({
    generation: 1,
    part: { state: 'never' },
    whole: null,
    begun: null,
  });
  expect(store.sweep('users-search')).toEqual(whole(4, 3_000));
  expect(store.part('roster', 'permissions')).toEqual({ state: 'never' });
  expect(store.part('roster', 'tokens')).toEqual(at(1_600));
});

it('tells what it has in numbers', () => {
  const store = files.of(name);
  store.save([reading('a', { at: 1_000 }), reading('b', { at: 3_000 })]);
  store.save([reading('b', { at: 2_000, source: 'profile' })]);
  const said = {
    name,
    accounts: 2,
    readings: [
      { source: 'profile', count: 1, oldest: 2_000, newest: 2_000 },
      { source: 'managed-accounts', count: 2, oldest: 1_000, newest: 3_000 },
    ],
    bytes: expect.any(Number),
  };
  expect(files.list()).toMatchObject([said]);
  again();
  expect(files.list()).toMatchObject([said]);
  expect(files.list()[0]?.bytes).toBeGreaterThan(4_000);
});

it('deletes old readings, and a file in which none is left', () => {
  files.of(name).save([reading('old', { at: 1_000 }), reading('new', { at: 2_000 })]);
  const earlier = { at: 1_000, source: 'profile', facts: { email: 'earlier@example.com' } } as const;
  files.of(name).save([reading('new', earlier)]);
  again();
  files.expire(2_000);
  expect(countOf(['old', 'new'])).toBe(1);
  const bytes = readdirSync(folder.path).map((file) => readFileSync(path.join(folder.path, file), 'latin1'));
  expect(bytes.join('')).not.toMatch(/(?:old|earlier)@example\.com/);
  files.expire(3_000);
  expect(directoryFile()).toBe('');
});

it('writes nothing where another process owns the folder', () => {
  files.of(name).save([reading('a')]);
  const watching = directoryFiles(folder.path, true);
  expect(atOnce(watching.of(name).readings(['a'])).get(accountKey('a'))).toHaveLength(1);
  expect(watching.of(name).save([reading('b')])?.message).toContain('Another Lockstep');
  watching.expire(9_000);
  expect(watching.notices()).toEqual([]);
  expect(countOf(['a', 'b'])).toBe(1);
  const none = watching.of({ ...name, organisationId: 'none' });
  expect(atOnce(none.readings(['a'])).get(accountKey('a'))).toEqual([]);
  watching.close();
  expect(readdirSync(folder.path).filter((file) => file.endsWith('.db'))).toHaveLength(1);
});

it('reads very many accounts in pieces, and loses nothing that is saved between two of them', () => {
  const id = (number: number) => `712020:${String(number).padStart(6, '0')}`;
  const ids = Array.from({ length: 2_600 }, (_, number) => id(number));
  const change = fc.record({ at: fc.nat(14), number: fc.nat(2_800), status: fc.constantFrom('x', 'y') });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 4 }), (changes) => {
      const store = directoryFiles(null).of(name);
      store.save(ids.slice(0, 2_200).map((each) => reading(each)));
      const work = store.readings(ids);
      let pieces = 0;
      for (let over = false; !over; pieces += 1) {
        const step = work.next();
        over = step.done === true;
        if (step.done) expect(step.value).toEqual(atOnce(store.readings(ids)));
        for (const { at, number, status } of changes) {
          if (at === pieces && !over) store.save([reading(id(number), { facts: { status } })]);
        }
      }
      expect(pieces).toBeGreaterThan(3);
    }),
    { numRuns: 10 },
  );
});
