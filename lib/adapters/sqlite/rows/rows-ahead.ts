/**
 * Writes the rows of a plan or a run before the plan or the run exists, in many small transactions, so that the journal
 * of another run can be written in between. Until a last transaction adds the plan or the run, its rows cannot be
 * found.
 */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { parsed } from '#lib/adapters/sqlite/stored-text';
import { atOnce, type Pieces } from '#lib/domain/text/pieces';
import { thrownCode } from '#lib/domain/text/thrown';

/** Number of rows per transaction: some milliseconds of work. */
export const rowsAtOnce = 500;

const underWaySchema = z.object({ runId: z.string(), planId: z.string() });

/** The plan and the run to which rows belong. A plan without a run has its own ID in place of the run's. */
type UnderWay = z.infer<typeof underWaySchema>;

/** The setting that marks rows under way. It lets the next process find what a process that died left behind. */
const settingOf = ({ runId }: UnderWay): string => `importing:${runId}`;

/** Writes rows ahead. */
export interface RowsAhead {
  /**
   * Does the work, which writes rows ahead. If it throws, or returns something else than what was made, deletes the
   * rows again: `isMade` says whether the result means that the plan or the run exists.
   */
  keeping<T>(underWay: UnderWay, work: Pieces<T>, isMade: (result: T) => boolean): Pieces<T>;
  /** Runs a transaction whose rows refer to a plan and a run that come later. */
  write(rows: () => void): void;
  /** To be called in the transaction that adds the plan or the run: its rows are no longer under way. */
  arrived(underWay: UnderWay): void;
  /** Deletes the rows that a process that died has left behind. */
  discardLeftovers(): void;
}

/** Writes rows ahead into `database`. */
export function rowsAhead(database: Database): RowsAhead {
  const keep = database.prepare('INSERT INTO settings (key, value) VALUES (?, ?)');
  const forget = database.prepare('DELETE FROM settings WHERE key = ?');
  const leftovers = database
    .prepare<[], string>("SELECT value FROM settings WHERE key LIKE 'importing:%'")
    .pluck();
  const deleteEvents = database.prepare(
    'DELETE FROM journal WHERE run_id = ? AND seq IN (SELECT seq FROM journal WHERE run_id = ? LIMIT ?)',
  );
  const deleteUsers = database.prepare(
    `DELETE FROM plan_entries
     WHERE plan_id = ? AND position IN (SELECT position FROM plan_entries WHERE plan_id = ? LIMIT ?)`,
  );
  const deleteHead = database.prepare('DELETE FROM journal_heads WHERE run_id = ?');

  function* discard(underWay: UnderWay): Pieces<void> {
    const { runId, planId } = underWay;
    while (deleteEvents.run(runId, runId, rowsAtOnce).changes > 0) yield;
    while (deleteUsers.run(planId, planId, rowsAtOnce).changes > 0) yield;
    deleteHead.run(runId);
    forget.run(settingOf(underWay));
  }

  /** Deletes the rows. If that fails, they cannot be found either, and the next start deletes them. */
  function* discardIfPossible(underWay: UnderWay): Pieces<void> {
    try {
      yield* discard(underWay);
    } catch (problem) {
      if (database.open && !thrownCode(problem).startsWith('SQLITE_')) throw problem;
    }
  }

  return {
    *keeping(underWay, work, isMade) {
      keep.run(settingOf(underWay), JSON.stringify(underWay));
      try {
        const result = yield* work;
        if (!isMade(result)) yield* discardIfPossible(underWay);
        return result;
      } catch (problem) {
        yield* discardIfPossible(underWay);
        throw problem;
      }
    },
    write(rows) {
      database.pragma('foreign_keys = OFF');
      try {
        database.transaction(rows)();
      } finally {
        database.pragma('foreign_keys = ON');
      }
    },
    arrived: (underWay) => void forget.run(settingOf(underWay)),
    discardLeftovers() {
      for (const text of leftovers.all()) {
        const { data } = underWaySchema.safeParse(parsed(text));
        if (data) atOnce(discard(data));
      }
    },
  };
}
