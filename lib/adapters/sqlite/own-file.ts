/** Files that only their owner may read. */
import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Creates the file if it does not exist. SQLite gives its files beside it (`-wal`, `-shm`) the same permissions. */
export function makeOwnFile(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
}

/**
 * Puts a new or changed name on disk. Windows and some file systems cannot sync folders. There, a loss of power may
 * leave the former file, which the next start notices.
 */
export function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Either loss does no harm: a note may be behind the database, and a roster whose file is missing is reported.
  }
}
