/**
 * The command that checks the plans and journals of a data folder. It only reads, and works while Lockstep is running.
 */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Database } from 'better-sqlite3';
import { damageIn } from '#lib/adapters/sqlite/damage';
import { databaseName } from '#lib/adapters/sqlite/database';
import { Sqlite } from '#lib/adapters/sqlite/driver';
import { missingFrom, notedOutside, readNote } from '#lib/adapters/sqlite/folder-note';
import { checkChain, firstUnread } from '#lib/adapters/sqlite/journal-chain';
import { storedJournal } from '#lib/adapters/sqlite/rows/journal-rows';
import { storedEntries, storedPlan } from '#lib/adapters/sqlite/rows/plan-rows';
import { closingsOf } from '#lib/adapters/sqlite/run-closings';
import { parsed } from '#lib/adapters/sqlite/stored-text';
import { storedSummary } from '#lib/adapters/sqlite/stores/summary-store';
import { readConfig } from '#lib/config';
import type { AnswerStamp } from '#lib/domain/outcome/answer';
import { stampsText } from '#lib/domain/outcome/clock-offset';
import { planDifferences } from '#lib/domain/plan/seal';
import { storedEventSchema } from '#lib/domain/run/stored-event';
import { atOnce } from '#lib/domain/text/pieces';
import { foldRun } from '#lib/engine/history/fold-run';
import { endedRun } from '#lib/engine/history/run-states';
import { hashing } from '#lib/server/hashing';

/** Prints at least one line per run. The exit code is 1 if a plan or journal was changed, 2 if none can be read. */
export function main(): void {
  const read = readConfig(process.env, process.platform, homedir());
  const path = read.ok ? join(read.config.dataDir, databaseName) : '';
  if (!read.ok || !existsSync(path)) {
    const problems = read.ok ? [`There is no ${path}.`] : read.problems.map(({ message }) => message);
    process.stderr.write(`${problems.join('\n')}\n`);
    process.exitCode = 2;
    return;
  }
  const { lines, intact } = checkAll(path);
  process.stdout.write(`${[path, ...lines].join('\n')}\n`);
  process.exitCode = intact ? 0 : 1;
}

/** Checks the journal of every run in the database at `path`, and the run's plan. Returns at least one line each. */
export function checkAll(path: string): { lines: string[]; intact: boolean } {
  // Read before the database, which a running Lockstep keeps extending.
  const read = readNote(dirname(path));
  const note = read.ok ? read.note : null;
  const database = new Sqlite(path, { readonly: true });
  try {
    const damage = damageIn(database);
    if (damage !== null) return { lines: [`The database is DAMAGED: ${damage}`], intact: false };
    const runs = database.prepare<[], { id: string; number: number; planId: string }>(
      'SELECT id, number, plan_id AS planId FROM runs ORDER BY number',
    );
    let intact = true;
    const lines = runs.all().flatMap(({ id, number, planId }) => {
      const check = atOnce(checkChain(database, id, notedOutside(note, id)));
      const changed = planChanges(database, id, planId);
      const summary = summaryFault(database, id);
      const unread = check.intact ? atOnce(firstUnread(database, id)) : null;
      intact &&= check.intact && changed.length === 0 && unread === null && summary === '';
      const plan = [
        ...(unread === null ? [] : [` ${unread}`]),
        ...(changed.length === 0 ? [] : [` The plan is NOT AS SEALED. ${changed.join(' ')}`]),
      ].join('');
      const chain = check.intact
        ? `unbroken, ${check.entries} entries, the last hash is ${check.head}${plan && `.${plan}`}`
        : `BROKEN at entry ${check.at}. ${check.why}${plan}`;
      const more = [stampsText(stampsOf(database, id)), closingText(database, id), summary];
      return [chain, ...more.filter((text) => text !== '')].map((text) => `Run ${number}: ${text}`);
    });
    if (lines.length === 0) lines.push('No run yet.');
    if (!read.ok) lines.push(`The note beside the database cannot be read: ${read.why}.`);
    const missing = note === null ? [] : missingFrom(database, note);
    lines.push(...missing.map((each) => `NOT AS NOTED beside the database: ${each}`));
    return { lines, intact: intact && missing.length === 0 };
  } finally {
    database.close();
  }
}

/** The stamps in Atlassian's answers, as far as the journal can be read. */
function* stampsOf(database: Database, runId: string): Generator<AnswerStamp> {
  const events = database.prepare<[string], string>('SELECT event FROM journal WHERE run_id = ?').pluck();
  for (const event of events.iterate(runId)) {
    const { data } = storedEventSchema.safeParse(parsed(event));
    if (data?.type === 'settled' && data.stamp) yield data.stamp;
  }
}

/**
 * A sentence about the closing of a run, with the reason; empty if it was not closed. The journal has no entry for
 * that.
 */
function closingText(database: Database, runId: string): string {
  const why = closingsOf(database, runId);
  return why.length === 0 ? '' : `closed for resuming. ${why.join(' ')}`;
}

/**
 * The fault of the summary stored for a run, which is compared with a new fold of the journal. Empty if there is none.
 */
function summaryFault(database: Database, runId: string): string {
  const stored = storedSummary(database, runId);
  if (stored === null) return '';
  const folded = endedRun(foldRun({ journal: storedJournal(database) }, runId));
  if (isDeepStrictEqual(stored, folded)) return '';
  return 'the stored summary is NOT WHAT THE JOURNAL SAYS. It is made again when the run is opened in Lockstep.';
}

/** The differences of a run's plan from what was sealed and started. */
function planChanges(database: Database, runId: string, planId: string): string[] {
  const plan = storedPlan(database, planId);
  if (plan === null) return ['It is missing.'];
  const first = database
    .prepare<[string], string>('SELECT event FROM journal WHERE run_id = ? AND seq = 1')
    .pluck()
    .get(runId);
  const { data } = storedEventSchema.safeParse(parsed(first ?? ''));
  const startedWith = data && 'planDigest' in data ? data.planDigest : null;
  const entries = storedEntries(database, planId);
  return atOnce(planDifferences(plan, entries, startedWith, hashing.sha256InPieces()));
}
