/** Plans, runs and their journals in SQLite. The journal is append-only and hash-chained. */
import type { Database } from 'better-sqlite3';
import { chain, checkChain } from '#lib/adapters/sqlite/journal-chain';
import { type Plan, type PlanEntry, planSchema } from '#lib/domain/plan';
import { type JournalEntry, journalEntrySchema, type RunEvent } from '#lib/domain/run-events';
import type { RunRecord, RunStore } from '#lib/engine/storage';

interface EntryRow {
  seq: number;
  at: number;
  event: string;
}

const runColumns = 'id, number, plan_id AS planId, created_at AS createdAt';

/** Every write is on disk (`synchronous=FULL`) when its method returns. */
export function runStore(database: Database): RunStore {
  const last = database.prepare<[string], { seq: number; hash: string }>(
    'SELECT seq, hash FROM journal WHERE run_id = ? ORDER BY seq DESC LIMIT 1',
  );
  const insertEntry = database.prepare(
    'INSERT INTO journal (run_id, seq, at, event, hash) VALUES (?, ?, ?, ?, ?)',
  );
  const selectEntries = database.prepare<[string, number, number], EntryRow>(
    'SELECT seq, at, event FROM journal WHERE run_id = ? AND seq > ? ORDER BY seq LIMIT ?',
  );
  const insertPlanEntry = database.prepare(
    'INSERT INTO plan_entries (plan_id, position, account_id, name, email) VALUES (?, ?, ?, ?, ?)',
  );
  const runById = database.prepare<[string], RunRecord>(`SELECT ${runColumns} FROM runs WHERE id = ?`);
  const runByPlan = database.prepare<[string], RunRecord>(`SELECT ${runColumns} FROM runs WHERE plan_id = ?`);

  const write = database.transaction((runId: string, events: readonly RunEvent[], at: number) => {
    let { seq, hash } = last.get(runId) ?? { seq: 0, hash: '' };
    return events.map((event): JournalEntry => {
      seq += 1;
      const text = JSON.stringify(event);
      hash = chain(hash, runId, seq, at, text);
      insertEntry.run(runId, seq, at, text, hash);
      return { seq, at, event };
    });
  });
  const savePlan = database.transaction((plan: Plan, entries: readonly PlanEntry[]) => {
    database
      .prepare('INSERT INTO plans (id, created_at, plan) VALUES (?, ?, ?)')
      .run(plan.id, plan.createdAt, JSON.stringify(plan));
    for (const { position, accountId, name, email } of entries) {
      insertPlanEntry.run(plan.id, position, accountId, name, email);
    }
  });
  const createRun = database.transaction(
    (run: { id: string; planId: string; createdAt: number }): RunRecord => {
      const highest = database.prepare<[], number | null>('SELECT max(number) FROM runs').pluck().get();
      const number = (highest ?? 0) + 1;
      database
        .prepare('INSERT INTO runs (id, number, plan_id, created_at) VALUES (?, ?, ?, ?)')
        .run(run.id, number, run.planId, run.createdAt);
      return { ...run, number };
    },
  );
  const saveImported: RunStore['saveImported'] = database.transaction(({ plan, entries, run, events }) => {
    savePlan(plan, entries);
    const record = createRun({ ...run, planId: plan.id });
    write(record.id, events, record.createdAt);
    return record;
  });
  return {
    savePlan,
    saveImported,
    plan(id) {
      const text = database.prepare<[string], string>('SELECT plan FROM plans WHERE id = ?').pluck().get(id);
      return text === undefined ? null : planSchema.parse(JSON.parse(text));
    },
    planEntries: (id) =>
      database
        .prepare<[string], PlanEntry>(
          'SELECT position, account_id AS accountId, name, email FROM plan_entries WHERE plan_id = ? ORDER BY position',
        )
        .all(id),
    createRun,
    runs: () => database.prepare<[], RunRecord>(`SELECT ${runColumns} FROM runs ORDER BY number DESC`).all(),
    run: (id) => runById.get(id) ?? null,
    runOfPlan: (planId) => runByPlan.get(planId) ?? null,
    append(runId, events, at) {
      try {
        return { ok: true, entries: write.immediate(runId, events, at) };
      } catch (problem) {
        const said = problem instanceof Error ? problem.message : String(problem);
        return {
          ok: false,
          message: `The journal could not be written (${said}), so nothing more is called.`,
        };
      }
    },
    checkJournal: (runId) => checkChain(database, runId),
    journal: (runId, after, limit) => selectEntries.all(runId, after, limit).map(toEntry),
  };
}

function toEntry(row: EntryRow): JournalEntry {
  return journalEntrySchema.parse({ seq: row.seq, at: row.at, event: JSON.parse(row.event) });
}
