/**
 * Changes very many rows atomically but in small transactions, so that a run's journal can be written in between. First
 * the change is stored in pieces that nobody reads; then one row makes it count; then its pieces are carried out. If
 * the process dies before that row, nothing of the change remains. If it dies later, the next start carries out the
 * rest.
 */
import type { Database } from 'better-sqlite3';
import type { z } from 'zod';
import { parsed } from '#lib/adapters/sqlite/stored-text';
import type { Pieces } from '#lib/domain/text/pieces';
import { thrownCode } from '#lib/domain/text/thrown';

/** Changes of one kind. */
interface StagedChanges<T, Piece> {
  /**
   * Makes the change of these pieces, each some milliseconds of work. `counts` is called when all of it is on disk. If
   * it throws before, nothing remains. If the disk is full afterwards, the rest is written later.
   */
  make(pieces: Iterable<T>, counts: () => void, alongside?: () => void): Pieces<void>;
  /** Carries out every change that counts, in one go. Call it before anything else is written to the same rows. */
  finish(): void;
  /** The same in pieces. */
  finishInPieces(): Pieces<void>;
  /**
   * The pieces that count but are not carried out, in order, if another process writes. Read them in one transaction
   * with the rows, since that process carries them out meanwhile.
   */
  notYetCarriedOut(): Piece[];
}

/**
 * Changes of the kind `name`. `carryOut` writes one piece, within a transaction. Completes those of a process that
 * died.
 */
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
  /** Changes that count but are not carried out, the oldest first. */
  const waiting: string[] = [];
  let made = 0;

  /** Carries out the next piece of the oldest change; false if there is none. */
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

  const makeCount = database.transaction((change: string, alongside: () => void): void => {
    alongside();
    keep.run(`${counting}${change}`, '');
  });

  const thatCount = () => named.all(...keysUnder(counting)).map((key) => key.slice(counting.length));

  if (!database.readonly) {
    waiting.push(...thatCount());
    finish();
    for (const _ of discard(staged));
  }

  return {
    *make(pieces, counts, alongside = () => undefined) {
      const change = padded(made);
      made += 1;
      let number = 0;
      try {
        for (const piece of pieces) {
          keep.run(`${staged}${change}:${padded(number)}`, JSON.stringify(piece));
          number += 1;
          yield;
        }
        makeCount(change, alongside);
      } catch (problem) {
        if (database.open) yield* discard(`${staged}${change}:`);
        throw problem;
      }
      waiting.push(change);
      counts();
      try {
        while (waiting.includes(change) && carryOn()) yield;
      } catch (problem) {
        // The change counts anyway: the next change, or the next start, carries out the rest.
        if (database.open && !thrownCode(problem).startsWith('SQLITE_')) throw problem;
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

/** A number as a text that sorts in numeric order. */
function padded(number: number): string {
  return String(number).padStart(9, '0');
}

/** The two keys between which all keys with this prefix are; every key is ASCII. */
function keysUnder(prefix: string): [string, string] {
  return [prefix, `${prefix}\u007f`];
}
