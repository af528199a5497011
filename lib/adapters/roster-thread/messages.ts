/** The messages between the program and the thread for rosters' files. */
import type { ReadingAnswer, ReadingRequest } from '#lib/adapters/roster-thread/read-into-file';

/** The task of a thread. */
export type ThreadTask =
  | { kind: 'read'; request: ReadingRequest }
  | { kind: 'erase'; paths: readonly string[] };

/** To the thread: the file, chunk by chunk, and whether it ended or broke off. */
export type ToThread =
  | { kind: 'chunk'; bytes: Uint8Array }
  | { kind: 'end' }
  | { kind: 'broken'; message: string };

/** From the thread: that it has taken a chunk, and its result at the end. */
export type FromThread =
  | { kind: 'taken' }
  | { kind: 'read'; answer: ReadingAnswer }
  | { kind: 'erased'; isGone: boolean }
  | { kind: 'failed'; message: string; code: string };
