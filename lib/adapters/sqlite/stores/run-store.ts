/** Plans, runs and their journals in SQLite. The journal is append-only and hash-chained. */
import type { Database } from 'better-sqlite3';
import { highestNumber, notedOutside } from '#lib/adapters/sqlite/folder-note';
import { checkChain, firstUnread } from '#lib/adapters/sqlite/journal-chain';
import { saveImported } from '#lib/adapters/sqlite/rows/imported-runs';
import { storedJournal, storedTexts } from '#lib/adapters/sqlite/rows/journal-rows';
import { journalWriter } from '#lib/adapters/sqlite/rows/journal-writer';
import {
  storedAccounts,
  storedAddresses,
  storedAlarms,
  storedEntries,
  storedNames,
  storedPlan,
  storedPositionsOf,
} from '#lib/adapters/sqlite/rows/plan-rows';
import { planWriter } from '#lib/adapters/sqlite/rows/plan-writer';
import { rowsAhead } from '#lib/adapters/sqlite/rows/rows-ahead';
import { closingNotes, closingsOf } from '#lib/adapters/sqlite/run-closings';
import type { Safekeeping } from '#lib/adapters/sqlite/safekeeping';
import type { Plan } from '#lib/domain/plan/plan';
import type { RunEvent } from '#lib/domain/run/events';
import type { StoredLine } from '#lib/domain/run/stored-event';
import { thrownText } from '#lib/domain/text/thrown';
import type { ImportedRun, RunRecord, RunStore } from '#lib/engine/storage/runs';
import { inTurns } from '#lib/engine/turns';

/** Events at which a run stops or resumes. */
const turningPoints: ReadonlySet<RunEvent['type']> = new Set([
  'started',
  'paused',
  'resumed',
  'stop-requested',
  'interrupted',
  'ended',
]);

const runColumns = 'id, number, plan_id AS planId, created_at AS createdAt';

/** Every write is on disk (`synchronous=FULL`) when its method returns. */
export function runStore(database: Database, safe: Safekeeping): RunStore {
  const selectLines = database.prepare<[string, number, number], StoredLine>(
    'SELECT seq, at, event, hash FROM journal WHERE run_id = ? AND seq > ? ORDER BY seq LIMIT ?',
  );
  const runById = database.prepare<[string], RunRecord>(`SELECT ${runColumns} FROM runs WHERE id = ?`);
  const runByPlan = database.prepare<[string], RunRecord>(`SELECT ${runColumns} FROM runs WHERE plan_id = ?`);

  const write = journalWriter(database);
  const ahead = rowsAhead(database);
  const plans = planWriter(database, ahead);
  const createRun = database.transaction(
    (run: { id: string; planId: string; createdAt: number }): RunRecord => {
      // Reports of a run that was lost with its database also refer to its number.
      const number = Math.max(highestNumber(database), safe.noted()?.highestRun ?? 0) + 1;
      database
        .prepare('INSERT INTO runs (id, number, plan_id, created_at) VALUES (?, ?, ?, ?)')
        .run(run.id, number, run.planId, run.createdAt);
      return { ...run, number };
    },
  );
  const rows = {
    addUsers: plans.addUsers,
    addEvents: (runId: string, events: readonly RunEvent[], at: number) => void write(runId, events, at),
    publish(plan: Plan, run: ImportedRun['run']) {
      plans.add(plan, []);
      return createRun({ ...run, planId: plan.id });
    },
  };
  if (!database.readonly) ahead.discardLeftovers();
  return {
    *savePlan(sealed, holds) {
      const isMade = yield* plans.save(sealed, holds);
      if (isMade) safe.secure();
      return isMade;
    },
    async saveImported(imported) {
      const record = await inTurns(saveImported({ database, ahead, rows }, imported));
      safe.secure({ begins: true });
      return record;
    },
    ...planReads(database),
    createRun,
    runs: () => database.prepare<[], RunRecord>(`SELECT ${runColumns} FROM runs ORDER BY number DESC`).all(),
    run: (id) => runById.get(id) ?? null,
    runOfPlan: (planId) => runByPlan.get(planId) ?? null,
    identity: safe.identity,
    append(runId, events, at) {
      try {
        const entries = write.immediate(runId, events, at);
        // Data written to a file that is no longer at its path is not safely on disk.
        const misplaced = safe.misplaced();
        if (misplaced) {
          return { ok: false, message: `${misplaced.message} Nobody else is called. ${misplaced.hint}` };
        }
        if (events.some(({ type }) => turningPoints.has(type))) {
          safe.secure({ begins: events.some(({ type }) => type === 'started') });
        } else safe.wrote(events.length);
        return { ok: true, entries };
      } catch (problem) {
        const said = thrownText(problem);
        return {
          ok: false,
          message: `The journal could not be written (${said}), so nobody else is called.`,
        };
      }
    },
    checkJournal: journalCheck(database, safe),
    noteClosing: closingNotes(database),
    closings: (runId) => closingsOf(database, runId),
    storedLines: (runId, after, limit) => selectLines.all(runId, after, limit),
    journal: storedJournal(database),
    entryTexts: storedTexts(database),
  };
}

type PlanReads = Pick<
  RunStore,
  'plan' | 'planAlarms' | 'planEntries' | 'planAddresses' | 'planAccounts' | 'planNames' | 'planPositions'
>;

function planReads(database: Database): PlanReads {
  return {
    plan: (id) => storedPlan(database, id),
    planAlarms: (id) => storedAlarms(database, id),
    planEntries: (id, page) => storedEntries(database, id, page),
    planAddresses: (id, of) => storedAddresses(database, id, of),
    planAccounts: (id) => storedAccounts(database, id),
    planNames: (id, page) => storedNames(database, id, page),
    planPositions: (id, who) => storedPositionsOf(database, id, who),
  };
}

/** Checks the chain of journals, and whether this version can read every entry. */
function journalCheck(database: Database, safe: Safekeeping): RunStore['checkJournal'] {
  /** The first entry of each run that cannot be read, and the last hash of the journal in which it was looked for. */
  const unread = new Map<string, { head: string; found: string | null }>();
  return function* checkJournal(runId) {
    const check = yield* checkChain(database, runId, notedOutside(safe.noted(), runId));
    if (!check.intact) return check;
    // Journals with the same last hash have the same entries.
    const known = unread.get(runId);
    const found = known?.head === check.head ? known.found : yield* firstUnread(database, runId);
    unread.set(runId, { head: check.head, found });
    return found === null ? check : { ...check, unread: found };
  };
}
