/** The command that checks the plans and journals of a data folder. It only reads, also while Lockstep is running. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { databaseName } from '#lib/adapters/sqlite/database';
import { Sqlite } from '#lib/adapters/sqlite/driver';
import { missingFrom, notedOutside, readNote } from '#lib/adapters/sqlite/folder-note';
import { checkChain, firstUnread } from '#lib/adapters/sqlite/journal-chain';
import { storedEntries, storedPlan } from '#lib/adapters/sqlite/rows/plan-rows';
import { closingsOf } from '#lib/adapters/sqlite/run-closings';
import { parsed } from '#lib/adapters/sqlite/stored-text';
import { readConfig } from '#lib/config';
import type { AnswerStamp } from '#lib/domain/outcome/answer';
import { stampsText } from '#lib/domain/outcome/clock-offset';
import { planDifferences } from '#lib/domain/plan/seal';
import { storedEventSchema } from '#lib/domain/run/stored-event';
import { atOnce } from '#lib/domain/text/pieces';
import { hashing } from '#lib/server/hashing';

/** Prints a line or more per run; the exit code is 1 where a plan or journal is not as it was, 2 where none can be read. */
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

/** Checks the journal of every run in the database at `path`, and the plan it carried out: a line or more each. */
export function checkAll(path: string): { lines: string[]; intact: boolean } {
  // Before the database is looked at, which a Lockstep that is running brings further all the time.
  const read = readNote(dirname(path));
  const note = read.ok ? read.note : null;
  const database = new Sqlite(path, { readonly: true });
  try {
    const runs = database.prepare<[], { id: string; number: number; planId: string }>(
      'SELECT id, number, plan_id AS planId FROM runs ORDER BY number',
    );
    let intact = true;
    const lines = runs.all().flatMap(({ id, number, planId }) => {
      const check = atOnce(checkChain(database, id, notedOutside(note, id)));
      const changed = planChanges(database, id, planId);
      const unread = check.intact ? atOnce(firstUnread(database, id)) : null;
      intact &&= check.intact && changed.length === 0 && unread === null;
      const plan = [
        ...(unread === null ? [] : [` ${unread}`]),
        ...(changed.length === 0 ? [] : [` The plan is NOT AS SEALED. ${changed.join(' ')}`]),
      ].join('');
      const chain = check.intact
        ? `unbroken, ${check.entries} entries, the last hash is ${check.head}${plan && `.${plan}`}`
        : `BROKEN at entry ${check.at}. ${check.why}${plan}`;
      const more = [stampsText(stampsOf(database, id)), closingText(database, id)];
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

/** What Atlassian's answers had in their headers, as far as it can be read. */
function* stampsOf(database: Database, runId: string): Generator<AnswerStamp> {
  const events = database.prepare<[string], string>('SELECT event FROM journal WHERE run_id = ?').pluck();
  for (const event of events.iterate(runId)) {
    const { data } = storedEventSchema.safeParse(parsed(event));
    if (data?.type === 'settled' && data.stamp) yield data.stamp;
  }
}

/** That a run was closed for resuming, and why; empty where it was not. This is no entry of its journal. */
function closingText(database: Database, runId: string): string {
  const why = closingsOf(database, runId);
  return why.length === 0 ? '' : `closed for resuming. ${why.join(' ')}`;
}

/** What of a run's plan is not as it was sealed and started. */
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
