/**
 * Writes an imported run in many small transactions, so that the journal of another run can be written in between. The
 * last transaction adds the plan and the run. Until then, its users and entries cannot be found.
 */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { codeOf } from '#lib/adapters/sqlite/database';
import { parsed } from '#lib/adapters/sqlite/stored-text';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import type { RunEvent } from '#lib/domain/run/events';
import { atOnce, inGroups, type Pieces } from '#lib/domain/text/pieces';
import type { ImportedRun, RunRecord } from '#lib/engine/storage/runs';

/** Number of rows per transaction: some milliseconds of work. */
const rowsAtOnce = 500;

const underWaySchema = z.object({ runId: z.string(), planId: z.string() });
type UnderWay = z.infer<typeof underWaySchema>;

/** The setting that marks an import under way. It lets the next process find what a process that died left behind. */
const settingOf = ({ runId }: UnderWay): string => `importing:${runId}`;

/** Writes imported runs. */
interface ImportedRuns {
  /** Writes the whole run. If that fails, writes nothing and throws. */
  save(imported: ImportedRun): Pieces<RunRecord>;
  /** Deletes the rows of an import during which the process died. */
  discardLeftovers(): void;
}

/** Builds the writer from these functions, each of which is called within a transaction. */
export function importedRuns(
  database: Database,
  rows: {
    addUsers(planId: string, entries: readonly PlanEntry[]): void;
    addEvents(runId: string, events: readonly RunEvent[], at: number): void;
    publish(plan: Plan, run: ImportedRun['run']): RunRecord;
  },
): ImportedRuns {
  const keep = database.prepare('INSERT INTO settings (key, value) VALUES (?, ?)');
  const forget = database.prepare('DELETE FROM settings WHERE key = ?');
  const leftovers = database.prepare<[], string>("SELECT value FROM settings WHERE key LIKE 'importing:%'");
  const deleteEvents = database.prepare(
    'DELETE FROM journal WHERE run_id = ? AND seq IN (SELECT seq FROM journal WHERE run_id = ? LIMIT ?)',
  );
  const deleteUsers = database.prepare(
    `DELETE FROM plan_entries
     WHERE plan_id = ? AND position IN (SELECT position FROM plan_entries WHERE plan_id = ? LIMIT ?)`,
  );
  const deleteHead = database.prepare('DELETE FROM journal_heads WHERE run_id = ?');

  /** Runs a transaction whose rows refer to a plan and a run that come later. Foreign keys are off meanwhile. */
  function ahead(write: () => void): void {
    database.pragma('foreign_keys = OFF');
    try {
      database.transaction(write)();
    } finally {
      database.pragma('foreign_keys = ON');
    }
  }

  function* write({ plan, entries, run, events }: ImportedRun): Pieces<RunRecord> {
    const underWay = { runId: run.id, planId: plan.id };
    keep.run(settingOf(underWay), JSON.stringify(underWay));
    for (const group of inGroups(entries, rowsAtOnce)) {
      ahead(() => rows.addUsers(plan.id, group));
      yield;
    }
    for (const group of inGroups(events, rowsAtOnce)) {
      ahead(() => rows.addEvents(run.id, group, run.createdAt));
      yield;
    }
    return database.transaction(() => {
      forget.run(settingOf(underWay));
      return rows.publish(plan, run);
    })();
  }

  function* discard(underWay: UnderWay): Pieces<void> {
    const { runId, planId } = underWay;
    while (deleteEvents.run(runId, runId, rowsAtOnce).changes > 0) yield;
    while (deleteUsers.run(planId, planId, rowsAtOnce).changes > 0) yield;
    deleteHead.run(runId);
    forget.run(settingOf(underWay));
  }

  return {
    *save(imported) {
      try {
        return yield* write(imported);
      } catch (problem) {
        try {
          yield* discard({ runId: imported.run.id, planId: imported.plan.id });
        } catch (other) {
          // The remaining rows cannot be found, and the next start deletes them.
          if (database.open && !codeOf(other).startsWith('SQLITE_')) throw other;
        }
        throw problem;
      }
    },
    discardLeftovers() {
      for (const text of leftovers.pluck().all()) {
        const { data } = underWaySchema.safeParse(parsed(text));
        if (data) atOnce(discard(data));
      }
    },
  };
}
