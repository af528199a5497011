/**
 * Changes of very many rows that count as a whole and are written in small transactions, so that a run's journal is
 * written in between. A change is first put on disk in pieces that nobody reads; then one row says that it counts; then
 * its pieces are carried out. A process that dies before that row leaves nothing of it; of one that dies later the rest
 * is carried out at the next start.
 */
import type { Database } from 'better-sqlite3';
import type { z } from 'zod';
import { codeOf } from '#lib/adapters/sqlite/database';
import { parsed } from '#lib/adapters/sqlite/stored-text';
import type { Pieces } from '#lib/domain/text/pieces';

export interface StagedChanges<T, Piece> {
  /**
   * Makes the change of these pieces, each some milliseconds of work. `counts` is called when it is on disk as a whole;
   * where it throws before, nothing is left of it. Where the disk is full after that, the rest is written later.
   */
  make(pieces: Iterable<T>, counts: () => void): Pieces<void>;
  /** Carries out at once what counts and is not yet written: before anything else is written to the same rows. */
  finish(): void;
  /** The same in pieces. */
  finishInPieces(): Pieces<void>;
  /**
   * The pieces that count and are not yet carried out, in their order, where another process writes: to be read in one
   * transaction with the rows, since that process carries them out meanwhile.
   */
  notYetCarriedOut(): Piece[];
}

/** Changes of the kind `name`; `carryOut` writes a piece, within a transaction. Finishes those of a process that died. */
export function stagedChanges<S extends z.ZodType>(
  database: Database,
  name: string,
  schema: S,
  carryOut: (piece: z.output<S>) => void,
): StagedChanges<z.input<S>, z.output<S>> {
  const keep = database.prepare('INSERT INTO settings (key, value) VALUES (?, ?)');
  const forget = database.prepare('DELETE FROM settings WHERE key = ?');
  const beginning = database.prepare<[string, string], { key: string; value: string }>(
    'SELECT key, value FROM settings WHERE key > ? AND key < ? ORDER BY key LIMIT 1',
  );
  const named = database
    .prepare<[string, string], string>('SELECT key FROM settings WHERE key > ? AND key < ? ORDER BY key')
    .pluck();
  const texts = database
    .prepare<[string, string], string>('SELECT value FROM settings WHERE key > ? AND key < ? ORDER BY key')
    .pluck();
  const counting = `staged:${name}:counts:`;
  const staged = `staged:${name}:piece:`;
  /** Changes that count and are not yet carried out, the oldest first. */
  const waiting: string[] = [];
  let made = 0;

  /** Carries out the next piece of the oldest change; false where nothing is left to do. */
  const step = database.transaction((): boolean => {
    const [change] = waiting;
    if (change === undefined) return false;
    const [from, to] = keysUnder(`${staged}${change}:`);
    const piece = beginning.get(from, to);
    if (piece) {
      const { data } = schema.safeParse(parsed(piece.value));
      if (data !== undefined) carryOut(data);
      forget.run(piece.key);
    } else forget.run(`${counting}${change}`);
    return piece !== undefined;
  });

  function carryOn(): boolean {
    if (waiting.length === 0) return false;
    if (!step()) waiting.shift();
    return true;
  }

  function finish(): void {
    while (carryOn());
  }

  function* discard(prefix: string): Pieces<void> {
    const [from, to] = keysUnder(prefix);
    for (let piece = beginning.get(from, to); piece; piece = beginning.get(from, to)) {
      forget.run(piece.key);
      yield;
    }
  }

  const thatCount = () => named.all(...keysUnder(counting)).map((key) => key.slice(counting.length));

  if (!database.readonly) {
    waiting.push(...thatCount());
    finish();
    for (const _ of discard(staged));
  }

  return {
    *make(pieces, counts) {
      const change = padded(made);
      made += 1;
      let number = 0;
      try {
        for (const piece of pieces) {
          keep.run(`${staged}${change}:${padded(number)}`, JSON.stringify(piece));
          number += 1;
          yield;
        }
        keep.run(`${counting}${change}`, '');
      } catch (problem) {
        if (database.open) yield* discard(`${staged}${change}:`);
        throw problem;
      }
      waiting.push(change);
      counts();
      try {
        while (waiting.includes(change) && carryOn()) yield;
      } catch (problem) {
        // It counts all the same: what is left is carried out by the next change, or at the next start.
        if (database.open && !codeOf(problem).startsWith('SQLITE_')) throw problem;
      }
    },
    finish,
    *finishInPieces() {
      while (carryOn()) yield;
    },
    notYetCarriedOut() {
      const kept = thatCount().flatMap((change) => texts.all(...keysUnder(`${staged}${change}:`)));
      return kept.flatMap((text) => {
        const { success, data } = schema.safeParse(parsed(text));
        return success ? [data] : [];
      });
    },
  };
}

/** Texts in the order of their numbers. */
function padded(number: number): string {
  return String(number).padStart(9, '0');
}

/** Between these two are the keys that begin so: every key is ASCII. */
function keysUnder(prefix: string): [string, string] {
  return [prefix, `${prefix}\u007f`];
}
