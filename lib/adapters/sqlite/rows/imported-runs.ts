/**
 * Writes a run that ended elsewhere in many small transactions, so that a run's journal is written in between. Until the
 * last one, which adds plan and run, its users and entries belong to nothing that could be found.
 */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { codeOf } from '#lib/adapters/sqlite/database';
import { parsed } from '#lib/adapters/sqlite/stored-text';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import type { RunEvent } from '#lib/domain/run/events';
import { atOnce, inGroups, type Pieces } from '#lib/domain/text/pieces';
import type { ImportedRun, RunRecord } from '#lib/engine/storage';

/** Rows written or deleted in one transaction: some milliseconds of work. */
const rowsAtOnce = 500;

const underWaySchema = z.object({ runId: z.string(), planId: z.string() });
type UnderWay = z.infer<typeof underWaySchema>;

/** What is being written, in the settings: what a process that died left behind is found by it. */
const settingOf = ({ runId }: UnderWay): string => `importing:${runId}`;

export interface ImportedRuns {
  /** Writes the run, or nothing of it, and then throws. */
  save(imported: ImportedRun): Pieces<RunRecord>;
  /** Deletes what a process that died in the middle wrote. */
  discardLeftovers(): void;
}

/** Writes with what is given; each is called within a transaction. */
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

  /** A transaction of rows whose plan and run come later. What they refer to is not looked for meanwhile. */
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
          // What is left cannot be found, and the next start deletes it.
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
