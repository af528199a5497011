/** The readings in a directory's tables. */
import type { Database } from 'better-sqlite3';
import { storedAddress } from '#lib/adapters/sqlite/directory/stored-facts';
import {
  decodeReadings,
  encodeReadings,
  sourceNumbers,
  sourceOf,
  withReading,
} from '#lib/adapters/sqlite/directory/stored-readings';
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { addressOf } from '#lib/domain/account/email-address';
import type { AccountReading, Source, SourceReading } from '#lib/domain/directory/reading';
import type { AccountAtAddress, KeptDirectory } from '#lib/engine/storage/directories';

/** Reads the accounts with these keys. Returns the readings of each, in the order of the keys. */
export function loadReadings(database: Database, keys: readonly AccountKey[]): (readonly SourceReading[])[] {
  // The position in `keys` comes back instead of the account: texts are slow to read and to compare.
  const rows = database
    .prepare<[string], [number, string]>(
      `SELECT asked.key, readings FROM json_each(?) AS asked
       CROSS JOIN accounts ON accounts.account = asked.value`,
    )
    .raw()
    .all(JSON.stringify(keys));
  const found = new Array<readonly SourceReading[]>(keys.length).fill([]);
  for (const [at, readings] of rows) found[at] = decodeReadings(readings);
  return found;
}

/** An account with its readings. */
type ReadAccount = readonly [AccountKey, readonly SourceReading[]];

/**
 * The accounts with a number from `from` to below `until`, as far as they are in `wanted`, which has each key as a
 * value too. That costs a third of looking up each by its key, as long as most are wanted.
 */
export function readRange(
  database: Database,
  { from, until, wanted }: { from: number; until: number; wanted: ReadonlyMap<string, AccountKey> },
): ReadAccount[] {
  // One text for each account, because a row of two values is slower to read. A key has no bracket.
  const texts = database
    .prepare<[number, number], string>(
      'SELECT account || readings FROM accounts WHERE number >= ? AND number < ?',
    )
    .pluck()
    .all(from, until);
  const accounts: ReadAccount[] = [];
  for (const text of texts) {
    const end = text.indexOf('[');
    // The key of the caller: a part of `text` would keep all of it in memory, and is slower to compare.
    const key = wanted.get(text.slice(0, end));
    if (key !== undefined) accounts.push([key, decodeReadings(text.slice(end))]);
  }
  return accounts;
}

/** The highest number of an account, which is about how many there are; 0 if there is none. */
export function highestNumber(database: Database): number {
  return Number(database.prepare('SELECT max(number) FROM accounts').pluck().get() ?? 0);
}

/** The readings that have one of these e-mail addresses, however they are written. */
export function readingsByAddress(database: Database, addresses: readonly string[]): AccountReading[] {
  const rows = database
    .prepare<[string], { source: number; spelling: string; stored: string }>(
      `SELECT source, coalesce(spelling, accounts.account) AS spelling, accounts.readings AS stored
       FROM readings JOIN accounts ON accounts.number = readings.account
       WHERE address IN (SELECT value FROM json_each(?)) ORDER BY accounts.account, source`,
    )
    .all(JSON.stringify(addresses.map(addressOf)));
  return rows.flatMap(({ source, spelling, stored }) => {
    const reading = decodeReadings(stored).find((each) => sourceNumbers[each.source] === source);
    return reading ? [{ ...reading, accountId: spelling }] : [];
  });
}

/** The accounts with which any source has one of these addresses. */
export function accountsAtAddresses(database: Database, addresses: readonly string[]): AccountAtAddress[] {
  return database
    .prepare<[string], AccountAtAddress>(
      `SELECT DISTINCT coalesce(spelling, accounts.account) AS accountId, address FROM readings
       JOIN accounts ON accounts.number = readings.account
       WHERE address IN (SELECT value FROM json_each(?)) ORDER BY accounts.account`,
    )
    .all(JSON.stringify(addresses));
}

/** The addresses that belong or once belonged to two accounts, according to any reading. */
export function sharedAddresses(database: Database): string[] {
  return database.prepare<[], string>('SELECT address FROM shared').pluck().all();
}

/** Maximum number of accounts of a list in one page. */
const listedAtOnce = 500;

/** The next accounts after `after`, in the order of their keys, that a list had in this or a later sweep. */
export function listedReadings(
  database: Database,
  source: Source,
  from: number,
  after: string,
): AccountReading[] {
  const rows = database
    .prepare<
      [string, number, number, number],
      { at: number; generation: number; accountId: string; stored: string }
    >(
      `SELECT at, generation, coalesce(spelling, accounts.account) AS accountId, accounts.readings AS stored
       FROM accounts CROSS JOIN readings ON readings.account = accounts.number
       WHERE accounts.account > ? AND source = ? AND generation >= ? ORDER BY accounts.account LIMIT ?`,
    )
    .all(accountKey(after), sourceNumbers[source], from, listedAtOnce);
  return rows.map(({ at, generation, accountId, stored }) => {
    const reading = decodeReadings(stored).find((each) => each.source === source);
    return { ...(reading ?? { source, at, generation, facts: {} }), accountId };
  });
}

/** At most `most` accounts with a number from `from` on, with the text of their readings. */
export function accountPage(
  database: Database,
  from: number,
  most: number,
): { number: number; accountId: string; stored: string }[] {
  return database
    .prepare<[number, number], { number: number; accountId: string; stored: string }>(
      `SELECT number, coalesce(spelling, account) AS accountId, readings AS stored FROM accounts
       WHERE number >= ? ORDER BY number LIMIT ?`,
    )
    .all(from, most);
}

/** Writes readings over the earlier ones of the same sources. To be called in a transaction. */
export function putReadings(database: Database, made: readonly AccountReading[]): void {
  const find = database.prepare<[string], { number: number; stored: string }>(
    'SELECT number, readings AS stored FROM accounts WHERE account = ?',
  );
  const add = database.prepare('INSERT INTO accounts (account, spelling, readings) VALUES (?, ?, ?)');
  const change = database.prepare('UPDATE accounts SET spelling = ?, readings = ? WHERE number = ?');
  const put = database.prepare('INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?, ?)');
  const share = database.prepare(
    `INSERT OR IGNORE INTO shared SELECT address FROM readings WHERE address = ? AND account <> ? LIMIT 1`,
  );
  for (const { accountId, ...reading } of made) {
    const key = accountKey(accountId);
    const spelling = key === accountId ? null : accountId;
    const before = find.get(key);
    const text = encodeReadings(withReading(before ? decodeReadings(before.stored) : [], reading));
    if (before) change.run(spelling, text, before.number);
    const number = before?.number ?? add.run(key, spelling, text).lastInsertRowid;
    const { source, at, generation, facts } = reading;
    const address = storedAddress(facts);
    put.run(number, sourceNumbers[source], at, generation, address);
    if (address !== null) share.run(address, number);
  }
}

/** The number of accounts of a directory, and of the readings of each source. */
export function readingNumbers(database: Database): Pick<KeptDirectory, 'accounts' | 'readings'> {
  const rows = database
    .prepare<[], { number: number; count: number; oldest: number; newest: number }>(
      `SELECT source AS number, count(*) AS count, min(at) AS oldest, max(at) AS newest
       FROM readings GROUP BY source ORDER BY source`,
    )
    .all();
  return {
    accounts: Number(database.prepare('SELECT count(*) FROM accounts').pluck().get()),
    readings: rows.flatMap(({ number, ...numbers }) => {
      const source = sourceOf.get(number);
      return source ? [{ source, ...numbers }] : [];
    }),
  };
}

/**
 * Deletes the readings made before `before`, ms since the epoch. Returns the highest sweep among those of each source.
 * To be called in a transaction.
 */
export function deleteReadings(database: Database, before: number): ReadonlyMap<Source, number> {
  const deleted = new Map<Source, number>();
  const highest = database
    .prepare<[number, number], number | null>(
      'SELECT max(generation) FROM readings WHERE source = ? AND at < ?',
    )
    .pluck();
  for (const source of sourceOf.values()) {
    const generation = highest.get(sourceNumbers[source], before) ?? null;
    if (generation !== null) deleted.set(source, generation);
  }
  if (deleted.size === 0) return deleted;
  shorten(database, before);
  const remove = database.prepare('DELETE FROM readings WHERE source = ? AND at < ?');
  for (const source of deleted.keys()) remove.run(sourceNumbers[source], before);
  database.exec('DELETE FROM accounts WHERE NOT EXISTS (SELECT 1 FROM readings WHERE account = number)');
  database.exec(
    'DELETE FROM shared WHERE NOT EXISTS (SELECT 1 FROM readings WHERE readings.address = shared.address)',
  );
  return deleted;
}

/** Takes the readings made before `before` out of the texts of accounts that have later ones too. */
function shorten(database: Database, before: number): void {
  const change = database.prepare('UPDATE accounts SET readings = ? WHERE number = ?');
  const mixed = database
    .prepare<[number, number], number>(
      `SELECT account FROM readings GROUP BY account HAVING min(at) < ? AND max(at) >= ?`,
    )
    .pluck()
    .all(before, before);
  const text = database.prepare<[number], string>('SELECT readings FROM accounts WHERE number = ?').pluck();
  for (const number of mixed) {
    const readings = decodeReadings(text.get(number) ?? '');
    change.run(encodeReadings(readings.filter(({ at }) => at >= before)), number);
  }
}
