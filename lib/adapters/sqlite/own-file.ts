/** Files that only their owner may read. */
import { closeSync, openSync } from 'node:fs';

/** Creates the file if it does not exist. SQLite gives its files beside it (`-wal`, `-shm`) the same permissions. */
export function makeOwnFile(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
}
