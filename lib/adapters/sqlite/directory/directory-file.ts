/**
 * The file of one directory. It is opened at its first use. If it is damaged or of another version it is deleted and
 * begun again: everything in it can be read from Atlassian once more.
 *
 * This is the one place where faults of the file are caught. No run, preflight or look-up ends because of them: what
 * cannot be read is not known, and what cannot be written is said.
 */
import { existsSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { directoryTables, directoryVersion } from '#lib/adapters/sqlite/directory/directory-schema';
import { Sqlite } from '#lib/adapters/sqlite/driver';
import { eraseDatabase } from '#lib/adapters/sqlite/erase-file';
import { makeOwnFile } from '#lib/adapters/sqlite/own-file';
import type { StorageNotice } from '#lib/domain/retention';
import { thrownCode, thrownText } from '#lib/domain/text/thrown';
import type { DirectoryName } from '#lib/engine/storage/directories';

/**
 * The kind of a write. A notice about one kind stays when a write of another kind succeeds, since a full disk may still
 * accept a short text.
 */
type Written = 'readings' | 'states' | 'expiry';

/** Opens the file when it is needed. `path` is null for a directory in memory. */
export interface DirectoryFile {
  /** The result of `work`; `otherwise` if the file cannot be read. A damaged file is read as an empty one. */
  read<T>(work: (database: Database) => T, otherwise: T): T;
  /** Does the work in one transaction. Returns why nothing was written; null if all was. */
  write(what: Written, work: (database: Database) => void): StorageNotice | null;
  /** The reason why something could not be written or read when it was last tried; null if there is nothing to say. */
  fault(): StorageNotice | null;
  /** Empties SQLite's log into the file, so that deleted data is overwritten in both. */
  settle(): void;
  /** Closes the file until the next use. */
  close(): void;
  /** Overwrites and deletes the file. The next use begins an empty one. Returns false if some bytes may be left. */
  remove(): boolean;
  /** The same for good: an answer of Atlassian that is still under way is not kept. */
  end(): void;
}

/** `isReadOnly`: the file belongs to another process. Then it is never written, and is empty if it does not exist. */
export function directoryFile(path: string | null, name: DirectoryName, isReadOnly: boolean): DirectoryFile {
  let open: Database | null = null;
  const faults = new Map<Written | 'read', StorageNotice>();
  let isEnded = false;
  let writesInLog = 0;
  const close = () => {
    open?.close();
    open = null;
  };
  const remove = () => {
    close();
    return path === null || isReadOnly || eraseDatabase(path);
  };
  const used = <T>(work: (database: Database) => T): T => {
    try {
      open ??= isReadOnly ? openToRead(path) : openToWrite(path, name);
      return work(open);
    } catch (problem) {
      if (!isDamage(problem)) throw problem;
      remove();
      open = isReadOnly ? openToRead(path) : openToWrite(path, name);
      return work(open);
    }
  };
  const read = <T>(work: (database: Database) => T, otherwise: T): T => {
    if (isEnded) return otherwise;
    try {
      const found = used(work);
      faults.delete('read');
      return found;
    } catch (problem) {
      faults.set('read', unread(problem));
      return otherwise;
    }
  };
  /** Moves SQLite's log into the file in a turn of its own: that waits for the disk, as no single write should. */
  const emptyLogSoon = () => {
    writesInLog += 1;
    if (writesInLog !== mostWritesInLog) return;
    setImmediate(() => {
      writesInLog = 0;
      if (open !== null) read((database) => database.pragma('wal_checkpoint(PASSIVE)'), null);
    });
  };
  return {
    read,
    settle: () => void read((database) => database.pragma('wal_checkpoint(TRUNCATE)'), null),
    write(what, work) {
      if (isEnded) return deleted;
      if (isReadOnly) return ofAnother;
      try {
        used((database) => database.transaction(() => work(database)).immediate());
        emptyLogSoon();
        if (what === 'readings') faults.clear();
        else faults.delete(what);
      } catch (problem) {
        faults.set(what, unwritten(problem));
      }
      return faults.get(what) ?? null;
    },
    fault: () => [...faults.values()][0] ?? null,
    close,
    remove,
    end() {
      isEnded = true;
      close();
    },
  };
}

const deleted: StorageNotice = {
  message: 'The directory of this organisation was deleted meanwhile.',
  hint: 'Check again.',
};

const ofAnother: StorageNotice = {
  message: 'Another Lockstep works in this data folder, so this one keeps nothing that Atlassian says.',
  hint: 'Use the other one, or stop it and start this one again.',
};

function unwritten(problem: unknown): StorageNotice {
  return {
    message: `What Atlassian says cannot be kept on disk: ${thrownText(problem)}.`,
    hint: 'Free some space, or fix the permissions of the data folder. Then check again: what could not be kept is asked once more. Runs and their journals are not in this file.',
  };
}

function unread(problem: unknown): StorageNotice {
  return {
    message: `The facts read from Atlassian earlier cannot be read from disk: ${thrownText(problem)}.`,
    hint: 'Lockstep goes on as if nothing had been asked. Delete the directory in Settings, under Data, and check again.',
  };
}

/**
 * The part of the file that SQLite keeps in memory. Its default of 2 MB makes each account of a list a read of the
 * disk.
 */
const cacheKilobytes = 16_000;

/** Number of writes after which SQLite's log is moved into the file. Ten pages of a list make about 5 MB. */
const mostWritesInLog = 10;

/** The size at which SQLite itself checkpoints the log if nothing yields to the event loop, in pages of 4 KB. */
const mostPagesInLog = 8_000;

function openToWrite(path: string | null, name: DirectoryName): Database {
  if (path !== null) makeOwnFile(path);
  const database = new Sqlite(path ?? ':memory:');
  try {
    database.pragma('journal_mode = WAL');
    // A loss of power may lose the last readings: they are read again.
    database.pragma('synchronous = NORMAL');
    database.pragma('secure_delete = ON');
    database.pragma(`wal_autocheckpoint = ${mostPagesInLog}`);
    database.pragma(`cache_size = ${-cacheKilobytes}`);
    const version = database.pragma('user_version', { simple: true });
    if (version !== directoryVersion) {
      if (version !== 0) throw new OtherVersion();
      database.transaction(() => {
        database.exec(`${directoryTables} PRAGMA user_version = ${directoryVersion};`);
        database.prepare('INSERT INTO name VALUES (?, ?)').run(name.api, name.organisationId);
      })();
    }
    return database;
  } catch (problem) {
    database.close();
    throw problem;
  }
}

function openToRead(path: string | null): Database {
  if (path !== null && existsSync(path)) {
    const database = new Sqlite(path, { readonly: true });
    try {
      if (database.pragma('user_version', { simple: true }) === directoryVersion) return database;
    } catch (problem) {
      database.close();
      throw problem;
    }
    database.close();
  }
  const empty = new Sqlite(':memory:');
  empty.exec(directoryTables);
  return empty;
}

/** The file was written by another version of Lockstep. */
class OtherVersion extends Error {}

/** The codes of SQLite for a file that is not, or no longer, a database. */
const damages = ['SQLITE_CORRUPT', 'SQLITE_NOTADB'];

function isDamage(problem: unknown): boolean {
  if (problem instanceof OtherVersion) return true;
  const code = thrownCode(problem);
  return damages.some((damage) => code.startsWith(damage));
}
