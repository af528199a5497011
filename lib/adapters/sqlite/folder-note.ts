/**
 * The note beside the database: how far the database had come when the note was written. A lost or cut write-ahead log,
 * a deleted database and an older copy of it look intact by themselves; the note shows what is missing.
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { syncFolder } from '#lib/adapters/sqlite/own-file';
import { thrownCode, thrownText } from '#lib/domain/text/thrown';
import type { JournalHead } from '#lib/engine/storage/summaries';

/** The name of the note's file in the data folder. */
export const noteName = 'lockstep.note';

const noteSchema = z.object({
  /** The highest run number ever given; 0 if there was no run. */
  highestRun: z.number().int().nonnegative(),
  /** The newest run that is kept, and the head of its journal. */
  newest: z
    .object({
      runId: z.string(),
      number: z.number().int().positive(),
      entries: z.number().int().positive(),
      hash: z.string(),
    })
    .nullable(),
  /** The number of times that somebody, or a rule, was protected or unprotected. */
  protectionChanges: z.number().int().nonnegative(),
});
/** The content of the note: how far the database had come. */
export type FolderNote = z.infer<typeof noteSchema>;

/** Reads the note in `folder`. `note` is null if there is none, as in folders of earlier versions. */
export function readNote(folder: string): { ok: true; note: FolderNote | null } | { ok: false; why: string } {
  try {
    const { data } = noteSchema.safeParse(JSON.parse(readFileSync(path.join(folder, noteName), 'utf8')));
    return data ? { ok: true, note: data } : { ok: false, why: 'it is not as Lockstep writes it' };
  } catch (problem) {
    if (problem instanceof SyntaxError) return { ok: false, why: 'it is not as Lockstep writes it' };
    if (thrownCode(problem) === 'ENOENT') return { ok: true, note: null };
    return { ok: false, why: thrownText(problem) };
  }
}

/**
 * Replaces the note atomically: writes a temporary file, syncs it, and renames it. Returns why it failed; null if it
 * succeeded.
 */
export function writeNote(folder: string, note: FolderNote): string | null {
  const file = path.join(folder, noteName);
  const fresh = `${file}.new`;
  try {
    const descriptor = openSync(fresh, 'w', 0o600);
    try {
      writeFileSync(descriptor, `${JSON.stringify(note)}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(fresh, file);
  } catch (problem) {
    return thrownText(problem);
  }
  syncFolder(folder);
  return null;
}

/** The note for a database in its current state. */
export function noteOf(database: Database): FolderNote {
  const newest = database
    .prepare<[], NonNullable<FolderNote['newest']>>(
      `SELECT runs.id AS runId, number, seq AS entries, hash FROM runs JOIN journal ON run_id = runs.id
       WHERE seq = (SELECT max(seq) FROM journal WHERE run_id = runs.id)
         AND number = (SELECT max(number) FROM runs WHERE EXISTS (SELECT 1 FROM journal WHERE run_id = runs.id))`,
    )
    .get();
  return {
    highestRun: highestNumber(database),
    newest: newest ?? null,
    protectionChanges: protectionChanges(database),
  };
}

/** Sentences about content that the note has and the database lacks. Additional content in the database is fine. */
export function missingFrom(database: Database, note: FolderNote): string[] {
  const missing: string[] = [];
  const highest = highestNumber(database);
  if (note.highestRun > highest) {
    const first = highest + 1;
    missing.push(
      first === note.highestRun
        ? `Run ${first} is missing.`
        : `Runs ${first} to ${note.highestRun} are missing.`,
    );
  }
  if (note.newest !== null) missing.push(...missingOfRun(database, note.newest));
  const changes = protectionChanges(database);
  if (changes < note.protectionChanges) {
    missing.push(
      `Of ${note.protectionChanges} changes to protections ${changes} are there: somebody who was protected may not be.`,
    );
  }
  return missing;
}

function missingOfRun(database: Database, noted: NonNullable<FolderNote['newest']>): string[] {
  const { runId, number, entries, hash } = noted;
  const run = database.prepare<[number], { id: string }>('SELECT id FROM runs WHERE number = ?').get(number);
  // Deleted since, or already reported as missing.
  if (!run) return [];
  if (run.id !== runId) return [`Run ${number} is not the run ${number} that was noted.`];
  const there = database
    .prepare<[string, number], string>('SELECT hash FROM journal WHERE run_id = ? AND seq = ?')
    .pluck()
    .get(runId, entries);
  if (there === hash) return [];
  if (there !== undefined) return [`Entry ${entries} of run ${number} is not the one that was noted.`];
  return [`Run ${number} had ${entries} entries, and its last ones are missing.`];
}

/** The noted head of the journal of `runId`; null if the note is about another run. */
export function notedOutside(note: FolderNote | null, runId: string): JournalHead | null {
  return note?.newest?.runId === runId ? note.newest : null;
}

/** The highest run number of this database, deleted runs included; 0 for none. */
export function highestNumber(database: Database): number {
  const highest = database.prepare<[], number | null>('SELECT max(number) FROM runs').pluck().get();
  const deleted = database
    .prepare<[], string>("SELECT value FROM settings WHERE key = 'highest-run-number'")
    .pluck()
    .get();
  return Math.max(highest ?? 0, Math.trunc(Number(deleted ?? 0)) || 0);
}

/** The history of protections is append-only, so its last number is their count. */
function protectionChanges(database: Database): number {
  return database.prepare<[], number | null>('SELECT max(id) FROM protection_history').pluck().get() ?? 0;
}
