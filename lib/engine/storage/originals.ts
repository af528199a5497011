/** Stores copies of the files that rosters were read from. */

/** A copy of a file while it is read. */
interface OriginalCopy {
  /** The same bytes, which are copied as they pass. */
  passing(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
  /** Keeps the copy as that of this roster, if all of it could be written. */
  keepAs(rosterId: string): Promise<void>;
  discard(): Promise<void>;
}

/** Copies of the files that rosters were read from, packed, so that they can be read again in another way. */
export interface OriginalStore {
  begin(): OriginalCopy;
  /** The bytes of the file of a roster; null if no copy was kept. */
  read(rosterId: string): AsyncIterable<Uint8Array> | null;
  /** The same as stored, packed with gzip. */
  packed(rosterId: string): AsyncIterable<Uint8Array> | null;
  has(rosterId: string): boolean;
  /** Deletes the copy and overwrites its bytes. Resolves to false if some of them may be left. */
  remove(rosterId: string): Promise<boolean>;
  /** Deletes the copies of all rosters but these, and what a crash has left, in the background. */
  keepOnly(rosterIds: readonly string[]): void;
  /** Resolves when nothing is being deleted any more. */
  close(): Promise<void>;
}
