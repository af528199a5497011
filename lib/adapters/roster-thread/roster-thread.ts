/** The long work on rosters' files: reading an upload into one, and erasing one. */
import {
  type ReadingAnswer,
  type ReadingRequest,
  readIntoFile,
} from '#lib/adapters/roster-thread/read-into-file';
import { eraseDatabase } from '#lib/adapters/sqlite/erase-file';

/** Does it, wherever it runs. */
export interface RosterThread {
  /** Reads all chunks into a file. Rejects if it cannot be written; then nothing is left of it. */
  read(request: ReadingRequest, chunks: AsyncIterable<Uint8Array>): Promise<ReadingAnswer>;
  /** Overwrites and deletes database files that are closed. False if some bytes may be left. */
  erase(paths: readonly string[]): Promise<boolean>;
}

/** Does it in the calling thread, for tests and scripts. */
export const sameThread: RosterThread = {
  read: readIntoFile,
  erase: async (paths) => paths.map(eraseDatabase).every((isGone) => isGone),
};
