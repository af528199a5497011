/** Files that only their owner may read. */
import { closeSync, openSync } from 'node:fs';

/** Makes the file where it is not there; SQLite gives what it lays beside it (`-wal`, `-shm`) the same rights. */
export function makeOwnFile(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
}
