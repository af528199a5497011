/** Deletes data for good: deleted bytes are overwritten, and the space in the file is freed. */
import type { Database } from 'better-sqlite3';
import { highestNumber } from '#lib/adapters/sqlite/folder-note';
import { blankHistory, blankOperator } from '#lib/adapters/sqlite/rows/names';
import type { Safekeeping } from '#lib/adapters/sqlite/safekeeping';
import { readSetting } from '#lib/adapters/sqlite/stored-text';
import { defaultRetention, keepAll } from '#lib/domain/retention';
import type { RetentionStore } from '#lib/engine/storage/retention';
import type { RosterStore } from '#lib/engine/storage/rosters';

/** The longest time to wait for a reader before deleted bytes remain in the log, in ms. */
const readerTimeoutMs = 5_000;

/** SQLite overwrites deleted rows at once (`secure_delete`); `scrub` does the rest. */
export function retentionStore(
  database: Database,
  safe: Safekeeping,
  rosters: Pick<RosterStore, 'hasAccount'>,
): RetentionStore {
  const write = database.prepare('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)');
  const deletePlan = (planId: string) => {
    database.prepare('DELETE FROM plan_entries WHERE plan_id = ?').run(planId);
    database.prepare('DELETE FROM plans WHERE id = ?').run(planId);
  };
  /** Plans that were never started, with their source. The source of an unreadable plan is not known. */
  const idlePlans = (before: number) =>
    database
      .prepare<[number], { id: string; rosterId: string | null; madeFrom: string | null }>(
        `SELECT id, CASE WHEN json_valid(plan) THEN plan ->> '$.rosterId' END AS rosterId,
           CASE WHEN json_valid(plan) THEN plan ->> '$.parent.runId' END AS madeFrom
         FROM plans WHERE created_at < ? AND id NOT IN (SELECT plan_id FROM runs)`,
      )
      .all(before);
  const removeRun = database.transaction((runId: string) => {
    const run = database
      .prepare<[string], { planId: string }>('SELECT plan_id AS planId FROM runs WHERE id = ?')
      .get(runId);
    if (!run) return;
    // A downloaded report identifies its run by number, so a number is never reused.
    write.run('highest-run-number', String(highestNumber(database)));
    for (const table of ['journal', 'journal_heads', 'run_closings', 'run_summaries']) {
      database.prepare(`DELETE FROM ${table} WHERE run_id = ?`).run(runId);
    }
    database.prepare('DELETE FROM runs WHERE id = ?').run(runId);
    deletePlan(run.planId);
    for (const { id, madeFrom } of idlePlans(Number.MAX_SAFE_INTEGER)) if (madeFrom === runId) deletePlan(id);
  });
  return {
    days() {
      const days = readSetting(database, 'keeping');
      return days === 'unreadable' ? keepAll : (days ?? defaultRetention);
    },
    setDays: (days) => void write.run('keeping', JSON.stringify(days)),
    removeRun(runId) {
      removeRun(runId);
      safe.secure();
    },
    removeIdlePlans: database.transaction((before: number, rosterId: string | null) => {
      const idle = idlePlans(before).filter((plan) => rosterId === null || plan.rosterId === rosterId);
      for (const { id } of idle) deletePlan(id);
      return idle.length;
    }),
    blankNames(takenBackBefore) {
      const operator = blankOperator(database, rosters);
      return (takenBackBefore !== null && blankHistory(database, takenBackBefore)) || operator;
    },
    scrub() {
      // The temporary data of VACUUM must not be left on another disk.
      database.pragma('temp_store = MEMORY');
      database.exec('VACUUM');
      return safe.checkpoint(readerTimeoutMs);
    },
  };
}
