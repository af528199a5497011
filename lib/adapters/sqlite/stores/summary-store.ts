/** Summaries of ended runs in SQLite. Each belongs to one head of its journal, and has a hash of its own. */
import type { Database } from 'better-sqlite3';
import { sha256 } from '#lib/adapters/sha256';
import { parsed } from '#lib/adapters/sqlite/stored-text';
import { runSummarySchema } from '#lib/domain/run/view/summary';
import { areVerdicts } from '#lib/domain/run/view/verdicts';
import { thrownCode } from '#lib/domain/text/thrown';
import type { EndedRun, JournalHead, SummaryStore } from '#lib/engine/storage/summaries';

interface SummaryRow extends JournalHead {
  summary: string;
  verdicts: string;
  sum: string;
}

/**
 * The version of the rules by which a run is summed up, counted up when the same journal gives another summary. A
 * summary by earlier rules counts as missing. Those of before version 2 have no version in their hash.
 */
const rulesVersion = 2;

/** A summary that is damaged, belongs to other entries, or has another shape counts as missing. */
export function summaryStore(database: Database): SummaryStore {
  const last = database.prepare<[string], JournalHead>(
    'SELECT seq AS entries, hash FROM journal WHERE run_id = ? ORDER BY seq DESC LIMIT 1',
  );
  const select = hasSummaries(database) ? selectSummary(database) : null;
  return {
    head: (runId) => last.get(runId) ?? null,
    summary(runId, head) {
      const row = select?.get(runId);
      return row && row.entries === head.entries && row.hash === head.hash ? readSummary(runId, row) : null;
    },
    save(runId, { entries, hash }, { summary, verdicts }) {
      const text = JSON.stringify(summary);
      const sum = sumOf(runId, { entries, hash, summary: text, verdicts });
      try {
        database
          .prepare(
            'INSERT OR REPLACE INTO run_summaries (run_id, entries, head, summary, verdicts, hash) VALUES (?, ?, ?, ?, ?, ?)',
          )
          .run(runId, entries, hash, text, verdicts, sum);
      } catch (problem) {
        // The journal has everything: the next start folds it again.
        if (!thrownCode(problem).startsWith('SQLITE_')) throw problem;
      }
    },
  };
}

/**
 * The summary stored for the present journal of a run, for a check of it; null if there is none, or if its own hash is
 * wrong.
 */
export function storedSummary(database: Database, runId: string): EndedRun | null {
  const store = summaryStore(database);
  const head = store.head(runId);
  return head && store.summary(runId, head);
}

function readSummary(runId: string, row: SummaryRow): EndedRun | null {
  if (row.sum !== sumOf(runId, row) || !areVerdicts(row.verdicts)) return null;
  const { data } = runSummarySchema.safeParse(parsed(row.summary));
  return data ? { summary: data, verdicts: row.verdicts } : null;
}

/**
 * The hash shows accidental damage only, since anybody who edits a summary can compute it again. `npm run
 * check-journal` finds edits: it folds the journal.
 */
function sumOf(runId: string, { entries, hash, summary, verdicts }: Omit<SummaryRow, 'sum'>): string {
  return sha256(`${rulesVersion}\n${runId}\n${entries}\n${hash}\n${summary}\n${verdicts}`);
}

function selectSummary(database: Database) {
  return database.prepare<[string], SummaryRow>(
    'SELECT entries, head AS hash, summary, verdicts, hash AS sum FROM run_summaries WHERE run_id = ?',
  );
}

/** Folders of earlier versions that were never opened have none. */
function hasSummaries(database: Database): boolean {
  const kept = database.prepare(
    "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'run_summaries'",
  );
  return kept.get() !== undefined;
}
