/** Opens the database file: checked, migrated, durable, and used by one process only. */
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { damageIn } from '#lib/adapters/sqlite/damage';
import { Sqlite } from '#lib/adapters/sqlite/driver';
import { makeOwnFile } from '#lib/adapters/sqlite/own-file';
import { keepSafe, leftToTheOwner, type Safekeeping } from '#lib/adapters/sqlite/safekeeping';
import { applicationId, migrations } from '#lib/adapters/sqlite/schema';
import { thrownCode, thrownText } from '#lib/domain/text/thrown';

/** The name of the database's file in the data folder. */
export const databaseName = 'lockstep.db';

/** The open database, or why it cannot be used. */
export type OpenedDatabase =
  | {
      ok: true;
      database: Database;
      /** The durability settings, as read back from SQLite; null if another process writes. */
      durability: string | null;
      safe: Safekeeping;
      close(): void;
    }
  | {
      ok: false;
      code: 'in-use' | 'newer' | 'foreign' | 'damaged' | 'unwritable';
      message: string;
      hint: string;
    };

/** Size in bytes up to which the start checks the whole file. Checking that much takes some tenths of a second. */
const checkedWholeUpTo = 200_000_000;

/** The cache of SQLite for this database, in KB. */
const cacheKilobytes = 4_000;

/**
 * Opens (or creates) the database in `folder`, which must exist. A file that cannot be used is not changed. The two
 * tables that grow with every run are checked for damage only in a file of at most `wholeUpTo` bytes.
 */
export function openDatabase(folder: string, wholeUpTo = checkedWholeUpTo): OpenedDatabase {
  const path = join(folder, databaseName);
  const header = readHeader(path);
  if (header && header.applicationId !== applicationId && header.applicationId !== 0) {
    return {
      ok: false,
      code: 'foreign',
      message: `${path} is a database of another program.`,
      hint: 'Choose another folder with LOCKSTEP_DATA_DIR.',
    };
  }
  if (header && header.version > migrations.length) {
    return { ok: false, ...otherVersion(path, header.version) };
  }
  let lock: Database | null = null;
  try {
    lock = takeLock(folder);
    if (!lock) {
      return {
        ok: false,
        code: 'in-use',
        message: `Lockstep is already running with the data folder ${folder}.`,
        hint: 'Use the window it opened, or stop it first. For a second one, set LOCKSTEP_DATA_DIR to another folder.',
      };
    }
    const { database, durability } = openChecked(path, wholeUpTo);
    const version = versionOf(database);
    if (version !== migrations.length) {
      database.close();
      lock.close();
      return { ok: false, ...otherVersion(path, version) };
    }
    const held = lock;
    const close = () => {
      database.close();
      held.close();
    };
    return { ok: true, database, durability, safe: keepSafe(database, path, header === null), close };
  } catch (problem) {
    lock?.close();
    return explain(problem, path);
  }
}

/** Opens the database of a folder in which another process works, for reading only. */
export function openToWatch(folder: string): OpenedDatabase {
  const path = join(folder, databaseName);
  try {
    const database = new Sqlite(path, { readonly: true });
    const version = versionOf(database);
    if (version === migrations.length) {
      const close = () => void database.close();
      return { ok: true, database, durability: null, safe: leftToTheOwner, close };
    }
    database.close();
    return { ok: false, ...otherVersion(path, version) };
  } catch (problem) {
    return explain(problem, path);
  }
}

/** Reads version and owner of a SQLite file without SQLite, so that nothing about the file can change. */
function readHeader(path: string): { version: number; applicationId: number } | null {
  if (!existsSync(path)) return null;
  const header = Buffer.alloc(100);
  const file = openSync(path, 'r');
  try {
    if (readSync(file, header, 0, 100, 0) < 100) return null;
  } finally {
    closeSync(file);
  }
  return { version: header.readUInt32BE(60), applicationId: header.readUInt32BE(68) };
}

/**
 * Ensures one process per data folder: an exclusive transaction on a small separate file. The operating system releases
 * it when the process dies, however it dies. Null if another process has it.
 */
function takeLock(folder: string): Database | null {
  const path = join(folder, 'lockstep.lock');
  makeOwnFile(path);
  const lock = new Sqlite(path, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (problem) {
    lock.close();
    if (thrownCode(problem).startsWith('SQLITE_BUSY')) return null;
    throw problem;
  }
}

function openChecked(path: string, wholeUpTo: number): { database: Database; durability: string } {
  makeOwnFile(path);
  const database = new Sqlite(path);
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    // On macOS a plain fsync leaves data in the disk's cache. On other systems SQLite has no F_FULLFSYNC and ignores
    // these settings. They are set everywhere, so that tests can check them everywhere.
    database.pragma('fullfsync = ON');
    database.pragma('checkpoint_fullfsync = ON');
    database.pragma('foreign_keys = ON');
    database.pragma('secure_delete = ON');
    // Journals and plans are written and read in order, so a larger cache (16 MB by default) only holds pages that are
    // not needed again.
    database.pragma(`cache_size = -${cacheKilobytes}`);
    // The promise "intent on disk before the call" depends on these settings, so they are read back.
    const durability = durabilityOf(database);
    if (durability !== durable) {
      throw new Error(`The file system does not allow durable writes (${durability}).`);
    }
    const damage = damageIn(database, wholeUpTo);
    if (damage !== null) throw Object.assign(new Error(damage), { code: 'SQLITE_CORRUPT' });
    migrate(database);
    return { database, durability };
  } catch (problem) {
    database.close();
    throw problem;
  }
}

const durable = 'journal_mode wal, synchronous 2, fullfsync 1, checkpoint_fullfsync 1';

/** The durability settings of a connection: `synchronous` 2 is FULL (sqlite.org/pragma.html). */
function durabilityOf(database: Database): string {
  return ['journal_mode', 'synchronous', 'fullfsync', 'checkpoint_fullfsync']
    .map((name) => `${name} ${database.pragma(name, { simple: true })}`)
    .join(', ');
}

/** Asks SQLite, since the file's header may be outdated: the latest changes can still be in the write-ahead log. */
function versionOf(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}

function otherVersion(path: string, version: number) {
  return {
    code: 'newer' as const,
    message: `${path} was written by another version of Lockstep (format ${version}, this one knows ${migrations.length}). It was left untouched.`,
    hint: 'Start the newer version, or choose another folder with LOCKSTEP_DATA_DIR.',
  };
}

function migrate(database: Database): void {
  const version = versionOf(database);
  const steps = migrations.slice(version);
  if (steps.length === 0) return;
  database
    .transaction(() => {
      for (const step of steps) database.exec(step);
      database.pragma(`application_id = ${applicationId}`);
      database.pragma(`user_version = ${migrations.length}`);
    })
    .exclusive();
}

function explain(problem: unknown, path: string): OpenedDatabase {
  const code = thrownCode(problem);
  const said = thrownText(problem);
  if (code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB') {
    return {
      ok: false,
      code: 'damaged',
      message: `${path} is damaged: ${said}`,
      hint: 'Put back a copy of it, or move it away (with its -wal and -shm files, and lockstep.note) to start empty.',
    };
  }
  return {
    ok: false,
    code: 'unwritable',
    message: `${path} cannot be opened for writing: ${said}`,
    hint: 'Free some space or fix the permissions of the folder, or choose another one with LOCKSTEP_DATA_DIR.',
  };
}
