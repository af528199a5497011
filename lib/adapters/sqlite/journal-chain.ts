/** The hash chain over a run's journal. It proves that no line was changed, removed, inserted or cut off. */
import type { Database } from 'better-sqlite3';
import { sha256 } from '#lib/adapters/sha256';
import { whyUnreadable } from '#lib/adapters/sqlite/stored-text';
import { chainText, type StoredLine, storedEventSchema } from '#lib/domain/run/stored-event';
import type { Pieces } from '#lib/domain/text/pieces';
import type { JournalCheck } from '#lib/engine/storage/runs';
import type { JournalHead } from '#lib/engine/storage/summaries';

/** The hash of an entry, which covers the previous hash. SHA-256, hexadecimal. */
export function chain(previous: string, runId: string, entry: Omit<StoredLine, 'hash'>): string {
  return sha256(chainText(previous, runId, entry));
}

/** Number of lines hashed in one piece: some milliseconds of work. */
const linesAtOnce = 500;

/**
 * Updates the noted head (entry count and last hash) within the transaction that appends. A note that does not match
 * the journal before the append stays unchanged. So a cut or an insertion stays provable, whatever follows.
 */
export function headNotes(database: Database): {
  move(runId: string, before: JournalHead, now: JournalHead): void;
} {
  const begin = database.prepare(
    'INSERT INTO journal_heads (run_id, entries, hash) VALUES (?, ?, ?) ON CONFLICT (run_id) DO NOTHING',
  );
  const follow = database.prepare(
    'UPDATE journal_heads SET entries = ?, hash = ? WHERE run_id = ? AND entries = ? AND hash = ?',
  );
  return {
    move(runId, before, now) {
      if (before.entries === 0) begin.run(runId, now.entries, now.hash);
      else follow.run(now.entries, now.hash, runId, before.entries, before.hash);
    },
  };
}

/**
 * Recomputes the chain of a run and compares. The last hash identifies the whole journal: a report that contains it
 * shows whether the database still has that journal, even if somebody recomputed all hashes and the note. `outside` is
 * the head noted beside the database; a longer journal that contains it is valid. Entries appended between two pieces
 * are ignored: the journal is checked as it was after the first piece.
 */
export function* checkChain(
  database: Database,
  runId: string,
  outside: JournalHead | null = null,
): Pieces<JournalCheck> {
  const { noted, last } = database.transaction(() => ({
    noted: notedHead(database, runId),
    last: lastSeq(database, runId),
  }))();
  let entries = 0;
  let head = '';
  let asNoted = false;
  let asOutside = outside === null;
  for (const lines of linesUpTo(database, runId, last)) {
    for (const line of lines) {
      entries += 1;
      if (line.seq !== entries) return { intact: false, at: entries, why: 'An entry is missing.' };
      head = chain(head, runId, line);
      if (head !== line.hash) {
        const unread = whyUnreadable(line.event, storedEventSchema);
        const changed = { intact: false, at: line.seq, why: 'This entry was changed.' } as const;
        return unread === null ? changed : { ...changed, unread: `It cannot be read any more (${unread}).` };
      }
      if (noted !== 'none-kept' && noted?.entries === entries) asNoted = noted.hash === head;
      if (outside?.entries === entries) asOutside = outside.hash === head;
    }
    yield;
  }
  if (outside !== null && entries < outside.entries) return cutOff(outside.entries, entries);
  if (outside !== null && !asOutside) {
    return {
      intact: false,
      at: outside.entries,
      why: 'This is not the entry that was noted beside the database.',
    };
  }
  if (noted === 'none-kept' || (noted === null && entries === 0)) return { intact: true, entries, head };
  if (noted === null) {
    return { intact: false, at: entries, why: 'The note of how many entries were written is missing.' };
  }
  if (entries < noted.entries) return cutOff(noted.entries, entries);
  if (!asNoted) {
    return { intact: false, at: noted.entries, why: 'This is not the entry that was written here.' };
  }
  if (entries > noted.entries) {
    return { intact: false, at: noted.entries + 1, why: 'Lockstep did not write this entry.' };
  }
  return { intact: true, entries, head };
}

/**
 * The first entry with a correct hash that this version cannot read, with what was expected; null if there is none. It
 * may come from a later version, and may contain something that this version must not ignore.
 */
export function* firstUnread(database: Database, runId: string): Pieces<string | null> {
  for (const lines of linesUpTo(database, runId, lastSeq(database, runId))) {
    for (const { seq, event } of lines) {
      const why = whyUnreadable(event, storedEventSchema);
      if (why !== null)
        return `Entry ${seq} of the journal cannot be read by this version of Lockstep (${why}).`;
    }
    yield;
  }
  return null;
}

function cutOff(written: number, there: number): JournalCheck {
  const why = `${written} entries were written, and ${there} are there: the last ones were cut off.`;
  return { intact: false, at: there + 1, why };
}

/** The lines up to a number, in order and in batches. No statement stays open between two pieces. */
function* linesUpTo(database: Database, runId: string, last: number): Generator<StoredLine[]> {
  const select = database.prepare<[string, number, number, number], StoredLine>(
    'SELECT seq, at, event, hash FROM journal WHERE run_id = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?',
  );
  for (let seq = Number.MIN_SAFE_INTEGER; ; ) {
    const lines = select.all(runId, seq, last, linesAtOnce);
    if (lines.length === 0) return;
    yield lines;
    seq = lines.at(-1)?.seq ?? last;
  }
}

function lastSeq(database: Database, runId: string): number {
  const last = database.prepare<[string], number | null>('SELECT max(seq) FROM journal WHERE run_id = ?');
  return last.pluck().get(runId) ?? 0;
}

/**
 * The noted head of a journal; null if there is none. Folders of earlier versions that were never opened have no notes.
 */
function notedHead(database: Database, runId: string): JournalHead | null | 'none-kept' {
  const kept = database.prepare(
    "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'journal_heads'",
  );
  if (kept.get() === undefined) return 'none-kept';
  return (
    database
      .prepare<[string], JournalHead>('SELECT entries, hash FROM journal_heads WHERE run_id = ?')
      .get(runId) ?? null
  );
}
