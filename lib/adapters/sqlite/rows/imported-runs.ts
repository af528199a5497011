/** Writes an imported run: its rows ahead, then the plan and the run. */
import type { Database } from 'better-sqlite3';
import { type RowsAhead, rowsAtOnce } from '#lib/adapters/sqlite/rows/rows-ahead';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import type { RunEvent } from '#lib/domain/run/events';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import type { ImportedRun, RunRecord } from '#lib/engine/storage/runs';

/** Writes the rows of a run. Call each function within a transaction. */
interface RunRows {
  addUsers(planId: string, entries: readonly PlanEntry[]): void;
  addEvents(runId: string, events: readonly RunEvent[], at: number): void;
  publish(plan: Plan, run: ImportedRun['run']): RunRecord;
}

/** Writes the whole run. If that fails, writes nothing and throws. */
export function saveImported(
  { database, ahead, rows }: { database: Database; ahead: RowsAhead; rows: RunRows },
  imported: ImportedRun,
): Pieces<RunRecord> {
  const { plan, entries, run, events } = imported;
  const underWay = { runId: run.id, planId: plan.id };
  function* write(): Pieces<RunRecord> {
    for (const group of inGroups(entries, rowsAtOnce)) {
      ahead.write(() => rows.addUsers(plan.id, group));
      yield;
    }
    for (const group of inGroups(events, rowsAtOnce)) {
      ahead.write(() => rows.addEvents(run.id, group, run.createdAt));
      yield;
    }
    return database.transaction(() => {
      ahead.arrived(underWay);
      return rows.publish(plan, run);
    })();
  }
  return ahead.keeping(underWay, write(), () => true);
}
