/** The hash chain over a run's journal: what proves that no line was changed, taken out or put in. */
import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { JournalCheck } from '#lib/engine/storage';

/** The hash of an entry covers the one before it; `event` is its JSON as it is stored. SHA-256, hexadecimal. */
export function chain(previous: string, runId: string, seq: number, at: number, event: string): string {
  return createHash('sha256').update(`${previous}\n${runId}\n${seq}\n${at}\n${event}`).digest('hex');
}

interface Line {
  seq: number;
  at: number;
  event: string;
  hash: string;
}

/**
 * Computes the chain of a run again and compares. The last hash stands for the whole journal: who has it in a report
 * can tell whether the database still holds that journal, also if somebody computed all hashes anew.
 */
export function checkChain(database: Database, runId: string): JournalCheck {
  const lines = database.prepare<[string], Line>(
    'SELECT seq, at, event, hash FROM journal WHERE run_id = ? ORDER BY seq',
  );
  let entries = 0;
  let head = '';
  for (const line of lines.iterate(runId)) {
    entries += 1;
    if (line.seq !== entries) return { intact: false, at: entries, why: 'An entry is missing.' };
    head = chain(head, runId, line.seq, line.at, line.event);
    if (head !== line.hash) return { intact: false, at: line.seq, why: 'This entry was changed.' };
  }
  return { intact: true, entries, head };
}
