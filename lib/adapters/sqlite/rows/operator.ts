/** The account of the admin at the keyboard: a setting that is asked several times for every call of a run. */
import type { Database } from 'better-sqlite3';
import { readSetting } from '#lib/adapters/sqlite/stored-text';
import type { Person } from '#lib/domain/account/person';

type Known = Person | null | 'unreadable';

/**
 * The operator as this process last read or wrote it. That is enough, since only the owner of the data folder writes.
 */
const known = new WeakMap<Database, Known>();

/** The operator; null if there is none, `unreadable` if the setting can no longer be read. */
export function readOperator(database: Database): Known {
  // The owner may name another operator while this process watches, and a transaction may be undone.
  if (database.readonly || database.inTransaction) return readSetting(database, 'operator');
  const remembered = known.get(database);
  if (remembered !== undefined) return remembered;
  const read = readSetting(database, 'operator');
  known.set(database, read);
  return read;
}

/** Names the operator. */
export function writeOperator(database: Database, { accountId, name, email }: Person): void {
  known.delete(database);
  database
    .prepare("INSERT OR REPLACE INTO settings (key, value) VALUES ('operator', ?)")
    .run(JSON.stringify({ accountId, name, email }));
}
