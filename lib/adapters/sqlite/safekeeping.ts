/**
 * Keeps written data safe beyond its transaction. It checks that the open files are those at their path, that
 * `lockstep.db` is complete without its log, and that the note beside it is up to date.
 */
import { type BigIntStats, statSync } from 'node:fs';
import path from 'node:path';
import type { Database } from 'better-sqlite3';
import {
  type FolderNote,
  missingFrom,
  noteName,
  noteOf,
  readNote,
  writeNote,
} from '#lib/adapters/sqlite/folder-note';
import { stillOpenAt } from '#lib/adapters/sqlite/open-file';
import type { StorageNotice } from '#lib/domain/retention';
import { thrownText } from '#lib/domain/text/thrown';

/** Keeps one database safe. */
export interface Safekeeping {
  /** The reason why writes no longer reach the data folder; null if they do. Checks two files: microseconds. */
  misplaced(): StorageNotice | null;
  /** The identity of the database file, as `RunStore` says. */
  identity(): string | null;
  /**
   * Moves everything from the log into the database and empties the log. Waits at most `timeoutMs` for a reader; false
   * if something is left, which is safe in the log.
   */
  checkpoint(timeoutMs?: number): boolean;
  /**
   * Checkpoints and notes after something that must not be lost: a seal, a protection, a run's start, pause or end.
   * Never throws. While the database lacks something noted, the note stays unchanged, unless a run `begins`.
   */
  secure(now?: { begins: boolean }): void;
  /**
   * Counts entries of a journal, and updates the note after every 100, but at most four times a second. Never throws.
   */
  wrote(entries: number): void;
  /** The latest note; null if there is none. */
  noted(): FolderNote | null;
  /** Notices about the data folder for the admin: its state at the start, and its state now. */
  notices(): StorageNotice[];
}

/** A note costs as much as several journal writes (two syncs): at five users a second, one every few seconds. */
const entriesANote = 100;

/** The least time between two notes, in ms. It matters only where no rate limit slows a run down. */
const noteEveryMs = 250;

/** The longest time that every other operation waits for a reader, in ms: the default of better-sqlite3. */
const usualTimeoutMs = 5_000;

/** Keeps the writes to `database` safe; it is the open file `file`. `created`: there was no such file before. */
export function keepSafe(database: Database, file: string, created: boolean): Safekeeping {
  const folder = path.dirname(file);
  const log = `${file}-wal`;
  const opened = { file: identityOf(file), log: identityOf(log) };
  const logIsThere = stillOpenAt(log);
  const found = readNote(folder);
  let note = found.ok ? found.note : null;
  const atStart = found.ok ? lackNotice(database, note, created) : unreadableNote(folder, found.why);
  let unwritten: string | null = null;
  let entries = 0;
  let notedAt = Number.NEGATIVE_INFINITY;

  function misplaced(): StorageNotice | null {
    opened.log ??= identityOf(log);
    return lookAt(file, opened.file) ?? (logIsThere() ? null : lookAt(log, opened.log));
  }

  function checkpoint(timeoutMs = 0): boolean {
    database.pragma(`busy_timeout = ${timeoutMs}`);
    try {
      const [said] = database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
      return said?.busy === 0;
    } catch {
      // Everything stays safe in the log, whatever the obstacle is.
      return false;
    } finally {
      database.pragma(`busy_timeout = ${usualTimeoutMs}`);
    }
  }

  function writeDown(begins: boolean): void {
    entries = 0;
    notedAt = performance.now();
    try {
      if (!begins && note !== null && missingFrom(database, note).length > 0) return;
      const next = noteOf(database);
      next.highestRun = Math.max(next.highestRun, note?.highestRun ?? 0);
      unwritten = writeNote(folder, next);
      if (unwritten === null) note = next;
    } catch (problem) {
      unwritten = thrownText(problem);
    }
  }

  function secure({ begins } = { begins: false }): void {
    if (misplaced() !== null) return;
    checkpoint();
    writeDown(begins);
  }

  if (!database.readonly) secure();
  return {
    misplaced,
    identity: () => identityText(identityOf(file)),
    checkpoint,
    secure,
    wrote(more) {
      entries += more;
      const isDue = entries >= entriesANote && performance.now() - notedAt >= noteEveryMs;
      if (isDue && misplaced() === null) writeDown(false);
    },
    noted: () => note,
    notices() {
      const now = [misplaced(), unwritten === null ? null : unwrittenNote(folder, unwritten)];
      return [atStart, ...now].filter((each) => each !== null);
    },
  };
}

/** Safekeeping of a process that only watches: the owner of the folder does the work. */
export const leftToTheOwner: Safekeeping = {
  misplaced: () => null,
  identity: () => null,
  checkpoint: () => false,
  secure: () => {},
  wrote: () => {},
  noted: () => null,
  notices: () => [],
};

type Identity = Pick<BigIntStats, 'dev' | 'ino' | 'birthtimeNs' | 'ctimeNs'>;

/**
 * Identifies the file at a path. The number of an open file is not reused. Windows does not allow deleting or renaming
 * a file that SQLite has open, so nothing needs checking there.
 */
function identityOf(file: string): Identity | null {
  return statSync(file, { bigint: true, throwIfNoEntry: false }) ?? null;
}

/**
 * The properties of a file that change only when it is copied: its number in the file system, and its creation time.
 * The number of the device is left out, since it changes when a disk is plugged in again. A file system that does not
 * know when a file was made says 0, or the time of its last change. Null if the file has no number.
 */
function identityText(file: Identity | null): string | null {
  if (file === null || file.ino === 0n) return null;
  const isKnown = file.birthtimeNs > 0n && file.birthtimeNs < file.ctimeNs;
  return `${file.ino}-${isKnown ? file.birthtimeNs / 1_000_000n : ''}`;
}

function lookAt(file: string, opened: Identity | null): StorageNotice | null {
  if (opened === null) return null;
  try {
    const there = identityOf(file);
    if (there === null) {
      return gone(file, 'It or its folder was deleted, moved or renamed while Lockstep was running.');
    }
    if (there.ino === opened.ino && there.dev === opened.dev) return null;
    return {
      message: `${file} is another file than the one that Lockstep opened: it was replaced while Lockstep was running.`,
      hint: `${putBack} To work with the one that is there now, stop Lockstep and start it again.`,
    };
  } catch (problem) {
    const why = thrownText(problem);
    return gone(file, `It cannot be read: ${why}.`);
  }
}

const putBack =
  'Put the former folder back in its place and continue. If that is not possible, download the reports now: they are gone when Lockstep stops.';

function gone(file: string, how: string): StorageNotice {
  return { message: `${file} is not in its place any more. ${how}`, hint: putBack };
}

function lackNotice(database: Database, note: FolderNote | null, created: boolean): StorageNotice | null {
  if (note === null) return null;
  const missing = missingFrom(database, note);
  if (missing.length === 0 && !created) return null;
  const what = created
    ? `There was no database in the data folder, although its note (${noteName}) mentions one: it was deleted or moved away.`
    : `The database is behind the note in its folder (${noteName}): its log was lost or damaged, or an older copy was put back.`;
  return {
    message: [what, ...missing].join(' '),
    hint: `Stop Lockstep and put back the newest copy of the whole data folder, with lockstep.db-wal if it has one. If there is no copy, check in Atlassian’s audit log what happened to the users missing here, and protect again those who must be protected. This notice stays until a run is started; if you deleted the database on purpose, delete ${noteName}.`,
  };
}

function unreadableNote(folder: string, why: string): StorageNotice {
  return {
    message: `The note ${path.join(folder, noteName)} cannot be read: ${why}. So Lockstep cannot tell whether the database is the newest.`,
    hint: 'Check that the last run is there as you know it. The note is written again.',
  };
}

function unwrittenNote(folder: string, why: string): StorageNotice {
  return {
    message: `The note ${path.join(folder, noteName)} could not be written: ${why}.`,
    hint: 'Everything else is on disk; but the next start may not notice a lost or replaced database. Free some space, or fix the permissions of the folder.',
  };
}
