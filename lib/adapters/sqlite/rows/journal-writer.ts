import type { Database, Transaction } from 'better-sqlite3';
import { chain, headNotes } from '#lib/adapters/sqlite/journal-chain';
import type { JournalEntry, RunEvent } from '#lib/domain/run/events';
import { eventCodec } from '#lib/domain/run/stored-event';

type Append = (runId: string, events: readonly RunEvent[], at: number) => JournalEntry[];

/**
 * The transaction that appends events to the journal of a run, in order and chained to its last entry, and moves the
 * noted head with them. Returns the entries. `at` in ms since the epoch.
 */
export function journalWriter(database: Database): Transaction<Append> {
  const last = database.prepare<[string], { seq: number; hash: string }>(
    'SELECT seq, hash FROM journal WHERE run_id = ? ORDER BY seq DESC LIMIT 1',
  );
  const insert = database.prepare(
    'INSERT INTO journal (run_id, seq, at, event, hash) VALUES (?, ?, ?, ?, ?)',
  );
  const heads = headNotes(database);
  return database.transaction<Append>((runId, events, at) => {
    let { seq, hash } = last.get(runId) ?? { seq: 0, hash: '' };
    const before = { entries: seq, hash };
    const written = events.map((event): JournalEntry => {
      seq += 1;
      const text = JSON.stringify(eventCodec.encode(event));
      hash = chain(hash, runId, { seq, at, event: text });
      insert.run(runId, seq, at, text, hash);
      return { seq, at, event };
    });
    heads.move(runId, before, { entries: seq, hash });
    return written;
  });
}
