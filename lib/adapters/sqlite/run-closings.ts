/** The reasons why runs were closed. They are stored beside the journals, which stay unchanged. */
import type { Database } from 'better-sqlite3';
import { thrownCode } from '#lib/domain/text/thrown';
import type { RunStore } from '#lib/engine/storage/runs';

/** Notes the reasons why a run is closed. Those that are noted already stay as they are. */
export function closingNotes(database: Database): RunStore['noteClosing'] {
  const write = database.transaction((runId: string, why: readonly string[], at: number) => {
    const note = database.prepare('INSERT OR IGNORE INTO run_closings (run_id, why, at) VALUES (?, ?, ?)');
    for (const each of why) note.run(runId, each, at);
  });
  return (runId, why, at) => {
    try {
      write.immediate(runId, why, at);
    } catch (problem) {
      // The caller knows the reason anyway, and it is found again the next time.
      if (!thrownCode(problem).startsWith('SQLITE_')) throw problem;
    }
  };
}

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
