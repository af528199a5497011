/** Reads the journals of runs as far as they can be read. */
import type { Database } from 'better-sqlite3';
import { storedPlan } from '#lib/adapters/sqlite/rows/plan-rows';
import { parsed } from '#lib/adapters/sqlite/stored-text';
import { type JournalEntry, journalEntrySchema } from '#lib/domain/run/events';
import { eventCodec, type StoredLine } from '#lib/domain/run/stored-event';
import type { EntryText, RunStore } from '#lib/engine/storage/runs';

type EntryRow = Omit<StoredLine, 'hash'>;

/** Reads entries (see `RunStore`). */
export function storedJournal(database: Database): RunStore['journal'] {
  const select = database.prepare<[string, number, number], EntryRow>(
    'SELECT seq, at, event FROM journal WHERE run_id = ? AND seq > ? ORDER BY seq LIMIT ?',
  );
  return (runId, after, limit) => {
    for (let seq = after; ; ) {
      const rows = select.all(runId, seq, limit);
      const entries = rows.flatMap((row) => toEntry(row) ?? []);
      const [first] = entries;
      if (after === 0 && first && first.seq > 1) return [...beginning(database, runId, first.at), ...entries];
      if (first || rows.length === 0) return entries;
      seq = rows.at(-1)?.seq ?? seq;
    }
  };
}

interface CheckedRow extends EntryRow {
  /** 1 if the event is JSON. */
  isJson: number;
}

/** Reads the texts of entries (see `RunStore`). A line that is no JSON is left out. */
export function storedTexts(database: Database): RunStore['entryTexts'] {
  const select = database.prepare<[string, number, number], CheckedRow>(
    'SELECT seq, at, event, json_valid(event) AS isJson FROM journal WHERE run_id = ? AND seq > ? ORDER BY seq LIMIT ?',
  );
  const entries = storedJournal(database);
  return (runId, after, limit) => {
    for (let seq = after; ; ) {
      const rows = select.all(runId, seq, limit);
      const texts = rows.flatMap((row) => toText(row) ?? []);
      if (seq === 0) {
        // Without its first entry a run has no users, so it is replaced if it cannot be read.
        const [start] = entries(runId, 0, 1);
        if (start) return [startText(start), ...texts.filter((text) => text.seq > start.seq)];
      }
      if (texts.length > 0 || rows.length === 0) return texts;
      seq = rows.at(-1)?.seq ?? seq;
    }
  };
}

function toText({ seq, at, event, isJson }: CheckedRow): EntryText | null {
  if (isJson !== 1) return null;
  // Line breaks between the parts of a JSON text mean nothing.
  const head = JSON.stringify({ seq, at });
  return { seq, text: `${head.slice(0, -1)},"event":${event.replace(/[\r\n]/g, ' ')}}` };
}

function startText({ seq, at, event }: JournalEntry): EntryText {
  return { seq, text: JSON.stringify({ seq, at, event: eventCodec.encode(event) }) };
}

/** Replaces a first entry that is missing or unreadable, with what the plan still knows about the run. */
function beginning(database: Database, runId: string, at: number): JournalEntry[] {
  const planId = database
    .prepare<[string], string>('SELECT plan_id FROM runs WHERE id = ?')
    .pluck()
    .get(runId);
  const plan = storedPlan(database, planId ?? '');
  if (!plan) return [];
  const { count: total, digest: planDigest, act = 'deactivate' } = plan;
  return [{ seq: 1, at, event: { type: 'started', total, planDigest, act } }];
}

/** The parsed entry; null for a damaged line. The rest can still be shown, and `checkJournal` reports the damage. */
function toEntry({ seq, at, event }: EntryRow): JournalEntry | null {
  return journalEntrySchema.safeParse({ seq, at, event: eventCodec.decode(parsed(event)) }).data ?? null;
}
