/**
 * The file of one directory. It is opened at its first use. If it is damaged or of another version it is deleted and
 * begun again: everything in it can be read from Atlassian once more.
 */
import { closeSync, existsSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { directoryTables, directoryVersion } from '#lib/adapters/sqlite/directory/directory-schema';
import { Sqlite } from '#lib/adapters/sqlite/driver';
import { makeOwnFile } from '#lib/adapters/sqlite/own-file';
import type { DirectoryName } from '#lib/engine/storage';

/** Opens the file when it is needed. `path` is null for a directory in memory. */
export interface DirectoryFile {
  /** Works on the open file. If it is damaged, works once more on an empty one. */
  use<T>(work: (database: Database) => T): T;
  close(): void;
  /** Overwrites and deletes the file. The next use begins an empty one. */
  remove(): void;
}

/** `isReadOnly`: the file belongs to another process. Then it is never written, and is empty if it does not exist. */
export function directoryFile(path: string | null, name: DirectoryName, isReadOnly: boolean): DirectoryFile {
  let open: Database | null = null;
  const close = () => {
    open?.close();
    open = null;
  };
  const remove = () => {
    close();
    if (path !== null && !isReadOnly) removeDirectory(path);
  };
  const opened = () => {
    open ??= isReadOnly ? openToRead(path) : openToWrite(path, name);
    return open;
  };
  return {
    use(work) {
      try {
        return work(opened());
      } catch (problem) {
        if (!isDamage(problem)) throw problem;
        remove();
        return work(opened());
      }
    },
    close,
    remove,
  };
}

/** Overwrites a directory's files with zeros, and deletes them. */
function removeDirectory(path: string): void {
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    if (!existsSync(file)) continue;
    overwrite(file);
    rmSync(file, { force: true });
  }
}

const zeros = Buffer.alloc(1 << 20);

function overwrite(file: string): void {
  const { size } = statSync(file);
  const handle = openSync(file, 'r+');
  try {
    for (let at = 0; at < size; at += zeros.length) {
      writeSync(handle, zeros, 0, Math.min(zeros.length, size - at), at);
    }
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function openToWrite(path: string | null, name: DirectoryName): Database {
  if (path !== null) makeOwnFile(path);
  const database = new Sqlite(path ?? ':memory:');
  try {
    database.pragma('journal_mode = WAL');
    // A loss of power may lose the last readings: they are read again.
    database.pragma('synchronous = NORMAL');
    database.pragma('secure_delete = ON');
    const version = database.pragma('user_version', { simple: true });
    if (version !== directoryVersion) {
      if (version !== 0) throw new OtherVersion();
      database.exec(`BEGIN; ${directoryTables} PRAGMA user_version = ${directoryVersion}; COMMIT`);
      database.prepare('INSERT INTO name VALUES (?, ?)').run(name.api, name.organisationId);
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
    if (database.pragma('user_version', { simple: true }) === directoryVersion) return database;
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
  const code = problem instanceof Error && 'code' in problem ? String(problem.code) : '';
  return damages.some((damage) => code.startsWith(damage));
}
