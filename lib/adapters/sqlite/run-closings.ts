/** The reasons why runs were closed. They are stored beside the journals, which stay unchanged. */
import type { Database } from 'better-sqlite3';

/**
 * The reasons noted for a run, one sentence or two each. Folders of earlier versions that were never opened have none.
 */
export function closingsOf(database: Database, runId: string): string[] {
  const kept = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'run_closings'");
  if (kept.get() === undefined) return [];
  return database
    .prepare<[string], string>('SELECT why FROM run_closings WHERE run_id = ? ORDER BY why')
    .pluck()
    .all(runId);
}
