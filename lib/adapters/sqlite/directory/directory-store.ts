/** The directory of one organisation, in SQLite. */
import type { DirectoryFile } from '#lib/adapters/sqlite/directory/directory-file';
import {
  accountPage,
  accountsAtAddresses,
  highestNumber,
  listedReadings,
  loadReadings,
  putReadings,
  readingsByAddress,
  readRange,
  sharedAddresses,
} from '#lib/adapters/sqlite/directory/directory-readings';
import { partStates, sweepStates } from '#lib/adapters/sqlite/directory/directory-states';
import { keptStates } from '#lib/adapters/sqlite/directory/kept-states';
import { decodeReadings, withReading } from '#lib/adapters/sqlite/directory/stored-readings';
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { neverAsked, type PartState, partStateSchema } from '#lib/domain/directory/known';
import type { AccountReading, SourceReading } from '#lib/domain/directory/reading';
import { neverSwept, sweepSchema } from '#lib/domain/directory/sweep';
import type { StorageNotice } from '#lib/domain/retention';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import type { DirectoryPage, DirectoryStore, ReadingsByAccount } from '#lib/engine/storage/directories';

/** Number of accounts read in one piece: some milliseconds of work. */
const accountsAtOnce = 500;

/** Number of accounts below which each is looked up by its key. */
const fewAccounts = 2_000;

/** The share of a directory from which on reading all of it is faster than looking up each account. */
const shareToReadAll = 0.2;

/** Number of accounts that one piece of such a reading covers. */
const rangeSize = 1_000;

/** Maximum number of accounts whose readings stay in memory. */
const keptInMemory = 250_000;

/** The part of a directory that is in memory. */
interface Memory {
  /** Accounts that were read before, those without any reading included. */
  accounts: Map<AccountKey, readonly SourceReading[]>;
  /** Results that are being put together. */
  building: Set<Map<AccountKey, readonly SourceReading[]>>;
  /** The number of changes since the start. */
  revision: number;
}

/** A store over a file, which caches readings in memory. */
export function directoryStore(file: DirectoryFile): DirectoryStore & { forgetMemory(): void } {
  const memory: Memory = { accounts: new Map(), building: new Set(), revision: 0 };
  const sweeps = keptStates(file, sweepStates, sweepSchema);
  const parts = keptStates(file, partStates, partStateSchema);
  return {
    readings: (accountIds) => readings(file, memory, accountIds),
    byAddress: (addresses) => file.read((database) => readingsByAddress(database, addresses), []),
    accountsAt: (addresses) => file.read((database) => accountsAtAddresses(database, addresses), []),
    sharedAddresses: () => new Set(file.read(sharedAddresses, [])),
    listed: (source, generation, after) =>
      file.read((database) => listedReadings(database, source, generation, after), []),
    page: (from, most) => page(file, memory, from, most),
    save: (made) => save(file, memory, made),
    sweep: (source) => sweeps.read([source]) ?? neverSwept,
    saveSweep(source, state) {
      sweeps.write([source], state);
      memory.revision += 1;
    },
    part: (rosterId, part): PartState => parts.read([rosterId, part]) ?? neverAsked,
    savePart(rosterId, part, state) {
      parts.write([rosterId, part], state);
      memory.revision += 1;
    },
    revision: () => memory.revision,
    release() {
      memory.accounts = new Map();
    },
    forgetMemory() {
      memory.revision += 1;
      memory.accounts = new Map();
      sweeps.forgetMemory();
      parts.forgetMemory();
    },
  };
}

function* readings(
  file: DirectoryFile,
  memory: Memory,
  accountIds: readonly string[],
): Pieces<ReadingsByAccount> {
  if (memory.accounts.size > keptInMemory) memory.accounts = new Map();
  const found = new Map<AccountKey, readonly SourceReading[]>();
  memory.building.add(found);
  try {
    const whole = yield* readMany(file, memory, accountIds);
    for (const group of inGroups(accountIds, accountsAtOnce)) {
      const unread = addKnown(memory, found, group);
      // If all accounts were just read, accounts that are not in memory have no readings.
      const isRead = whole?.accounts === memory.accounts && whole.revision === memory.revision;
      if (isRead) for (const key of unread) memory.accounts.set(key, noReadings);
      else if (unread.length > 0) load(file, memory, unread);
      for (const key of unread) found.set(key, memory.accounts.get(key) ?? noReadings);
      yield;
    }
  } finally {
    memory.building.delete(found);
  }
  return found;
}

/**
 * Reads the file from its beginning to its end if many of its accounts are asked for and not in memory. Returns the
 * memory and the revision that were read completely; null if the file was not.
 */
function* readMany(
  file: DirectoryFile,
  memory: Memory,
  accountIds: readonly string[],
): Pieces<Pick<Memory, 'accounts' | 'revision'> | null> {
  const { accounts } = memory;
  const wanted = new Map<string, AccountKey>();
  for (const group of inGroups(accountIds, accountsAtOnce)) {
    for (const accountId of group) {
      const key = accountKey(accountId);
      if (accounts.size === 0 || !accounts.has(key)) wanted.set(key, key);
    }
    yield;
  }
  let last = file.read(highestNumber, 0);
  if (wanted.size < fewAccounts || wanted.size < last * shareToReadAll) return null;
  for (let from = 0; from <= last; from += rangeSize) {
    const range = { from, until: from + rangeSize, wanted };
    const read = file.read((database) => readRange(database, range), null);
    // If the memory was released meanwhile, the new one lacks the earlier readings.
    if (read === null || memory.accounts !== accounts) return null;
    // An account that is in memory already may be younger.
    for (const [key, readings] of read) if (!accounts.has(key)) accounts.set(key, readings);
    // New accounts have the highest numbers.
    if (range.until > last) last = file.read(highestNumber, 0);
    if (range.until <= last) yield;
  }
  return { accounts, revision: memory.revision };
}

/** Reads the next accounts, and keeps their readings in memory: a roster of everybody asks for them next. */
function page(file: DirectoryFile, { accounts }: Memory, from: number, most: number): DirectoryPage {
  const rows = file.read((database) => accountPage(database, from, most), []);
  const last = rows.at(-1);
  return {
    accounts: rows.map(({ accountId, stored }) => {
      const key = accountKey(accountId);
      const readings = accounts.get(key) ?? decodeReadings(stored);
      if (accounts.size < keptInMemory) accounts.set(key, readings);
      return { accountId, readings };
    }),
    next: last === undefined || rows.length < most ? null : last.number + 1,
  };
}

/** Adds the accounts that are in memory. Returns the keys of the others. */
function addKnown(
  { accounts }: Memory,
  found: Map<AccountKey, readonly SourceReading[]>,
  accountIds: readonly string[],
): AccountKey[] {
  const unread: AccountKey[] = [];
  for (const accountId of accountIds) {
    const key = accountKey(accountId);
    const readings = accounts.get(key);
    if (readings === undefined) unread.push(key);
    else found.set(key, readings);
  }
  return unread;
}

const noReadings: readonly SourceReading[] = [];

/** Reads accounts from the file into memory. If it cannot be read, they are not in memory. */
function load(file: DirectoryFile, { accounts }: Memory, keys: readonly AccountKey[]): void {
  const loaded = file.read((database) => loadReadings(database, keys), []);
  for (const [at, readings] of loaded.entries()) {
    const key = keys[at];
    if (key !== undefined) accounts.set(key, readings);
  }
}

function save(file: DirectoryFile, memory: Memory, made: readonly AccountReading[]): StorageNotice | null {
  const unkept = made.length === 0 ? null : file.write('readings', (database) => putReadings(database, made));
  if (unkept !== null) return unkept;
  if (made.length > 0) memory.revision += 1;
  for (const { accountId, source, at, generation, facts } of made) {
    const key = accountKey(accountId);
    for (const kept of [memory.accounts, ...memory.building]) {
      const before = kept.get(key);
      // An account that is not in memory yet will be read from the file.
      if (before === undefined) continue;
      kept.set(key, withReading(before, { source, at, generation, facts }));
    }
  }
  return null;
}
