/** The readings in a directory's tables. */
import type { Database } from 'better-sqlite3';
import { decodeFacts, encodeFacts, storedAddress } from '#lib/adapters/sqlite/directory/stored-facts';
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import type { DirectoryAccount } from '#lib/domain/directory/managed-account';
import type { AccountReading, Reading, Source } from '#lib/domain/directory/reading';
import type { AccountAtAddress, KeptDirectory } from '#lib/engine/storage';

/** The number under which each source is stored. */
const sourceNumbers: Readonly<Record<Source, number>> = {
  profile: 1,
  manage: 2,
  'users-search': 3,
  'managed-accounts': 4,
  'account-tokens': 5,
  'organisation-tokens': 6,
  'service-accounts': 7,
  'users-question': 8,
};
const sourceOf = new Map(Object.entries(sourceNumbers).map(([source, number]) => [number, source as Source]));

/** A row as an array, because that is read faster: source, at, generation, address, facts. */
type Row = [number, number, number, string | null, string];

const columns = 'source, at, generation, address, facts';

/** Reads the accounts with these keys. Returns the readings of each, in the order of the keys. */
export function loadReadings(database: Database, keys: readonly AccountKey[]): (readonly Reading[])[] {
  // The position in `keys` comes back instead of the account: texts are slow to read and to compare.
  const rows = database
    .prepare<[string], [...Row, number]>(
      `SELECT ${columns}, asked.key FROM json_each(?) AS asked
       CROSS JOIN accounts ON accounts.account = asked.value
       CROSS JOIN readings ON readings.account = accounts.number`,
    )
    .raw()
    .all(JSON.stringify(keys));
  const found = new Array<readonly Reading[]>(keys.length).fill([]);
  for (const row of rows) {
    const reading = toReading(row);
    const before = found[row[5]] ?? [];
    // An array that grows reserves space for many more.
    if (reading) found[row[5]] = before.length === 0 ? [reading] : [...before, reading];
  }
  return found;
}

/** The readings that have one of these e-mail addresses, in any case. */
export function readingsByAddress(database: Database, addresses: readonly string[]): AccountReading[] {
  const rows = database
    .prepare<[string], [...Row, string]>(
      `SELECT ${columns}, coalesce(spelling, accounts.account) FROM readings
       JOIN accounts ON accounts.number = readings.account
       WHERE address IN (SELECT value FROM json_each(?)) ORDER BY accounts.account, source`,
    )
    .raw()
    .all(JSON.stringify(addresses.map((address) => address.toLowerCase())));
  return rows.flatMap((row) => {
    const reading = toReading(row);
    return reading ? [{ ...reading, accountId: row[5] }] : [];
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

/** Maximum number of accounts of a list in one page. */
const listedAtOnce = 500;

/** The next accounts after `after`, in the order of their keys, that a list had in this or a later sweep. */
export function listedReadings(
  database: Database,
  source: Source,
  generation: number,
  after: string,
): AccountReading[] {
  const rows = database
    .prepare<[string, number, number, number], [...Row, string]>(
      `SELECT ${columns}, coalesce(spelling, accounts.account) FROM accounts
       CROSS JOIN readings ON readings.account = accounts.number
       WHERE accounts.account > ? AND source = ? AND generation >= ? ORDER BY accounts.account LIMIT ?`,
    )
    .raw()
    .all(accountKey(after), sourceNumbers[source], generation, listedAtOnce);
  return rows.map((row) => ({
    ...(toReading(row) ?? { source, at: row[1], generation: row[2], facts: {} }),
    accountId: row[5],
  }));
}

/** The next `most` accounts after a key, or the first (null), with all their readings. */
export function accountPage(database: Database, after: AccountKey | null, most: number): DirectoryAccount[] {
  const rows = database
    .prepare<[string, number], [...Row, string]>(
      `SELECT ${columns}, coalesce(spelling, page.account) FROM
       (SELECT number, account, spelling FROM accounts WHERE account > ? ORDER BY account LIMIT ?) AS page
       CROSS JOIN readings ON readings.account = page.number ORDER BY page.account, source`,
    )
    .raw()
    .all(after ?? '', most);
  const accounts: { accountId: string; readings: Reading[] }[] = [];
  for (const row of rows) {
    let last = accounts.at(-1);
    if (last?.accountId !== row[5]) {
      last = { accountId: row[5], readings: [] };
      accounts.push(last);
    }
    const reading = toReading(row);
    if (reading) last.readings.push(reading);
  }
  return accounts;
}

/** Writes readings over the earlier ones of the same sources. To be called in a transaction. */
export function putReadings(database: Database, made: readonly AccountReading[]): void {
  const find = database.prepare<[string], { number: number; spelling: string | null }>(
    'SELECT number, spelling FROM accounts WHERE account = ?',
  );
  const add = database.prepare('INSERT INTO accounts (account, spelling) VALUES (?, ?)');
  const spell = database.prepare('UPDATE accounts SET spelling = ? WHERE number = ?');
  const put = database.prepare(
    `INSERT OR REPLACE INTO readings (account, ${columns}) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  for (const { accountId, source, at, generation, facts } of made) {
    const key = accountKey(accountId);
    const spelling = key === accountId ? null : accountId;
    const before = find.get(key);
    const number = before?.number ?? add.run(key, spelling).lastInsertRowid;
    if (before && before.spelling !== spelling) spell.run(spelling, number);
    const address = storedAddress(facts);
    put.run(number, sourceNumbers[source], at, generation, address, encodeFacts(facts, address));
  }
}

/** How many accounts a directory has, and how many readings of each source. */
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
  const remove = database.prepare('DELETE FROM readings WHERE source = ? AND at < ?');
  for (const [number, source] of sourceOf) {
    const generation = highest.get(number, before) ?? null;
    if (generation === null) continue;
    remove.run(number, before);
    deleted.set(source, generation);
  }
  if (deleted.size > 0) {
    database.exec('DELETE FROM accounts WHERE NOT EXISTS (SELECT 1 FROM readings WHERE account = number)');
  }
  return deleted;
}

/** A row that cannot be read counts as never made. */
function toReading(row: readonly [...Row, unknown]): Reading | null {
  const [sourceNumber, at, generation, address, stored] = row;
  const source = sourceOf.get(sourceNumber);
  const facts = decodeFacts(stored, address);
  return source && facts ? { source, at, generation, facts } : null;
}
