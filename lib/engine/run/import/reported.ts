/** Imports the run in a report or an evidence pack as an ended run, so that it can be restored. */
import { partNames } from '#lib/domain/evidence/pack-facts';
import { readPack } from '#lib/domain/evidence/read-pack';
import { type ReportedReading, type ReportedRun, restorable } from '#lib/domain/evidence/reported-run';
import { outcomeKinds } from '#lib/domain/outcome/outcome';
import { type Plan, type PlanEntry, planVersion } from '#lib/domain/plan/plan';
import { planDigest } from '#lib/domain/plan/seal';
import { report } from '#lib/domain/report/report';
import type { RunEvent } from '#lib/domain/run/events';
import type { RunSource } from '#lib/domain/run/import';
import type { RunState } from '#lib/domain/run/state';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import { done, failed, type Result } from '#lib/engine/errors';
import { foldEvents } from '#lib/engine/history/fold-run';
import type { Clock, Hashing, Random } from '#lib/engine/ports';
import type { ImportedRun, RunStore } from '#lib/engine/storage/runs';
import { inTurns } from '#lib/engine/turns';

/** A run that was made from a result file and is not stored yet, with the final state of its journal. */
export interface MadeRun extends ImportedRun {
  state: RunState;
  recordDigest: string;
}

/** A run with its proof: the last hash of the pack's journal, or null for a JSON report, which has no chain. */
export interface RunInFile {
  run: ReportedRun;
  head: string | null;
}

interface ReportedParts {
  runStore: Pick<RunStore, 'run'>;
  clock: Clock;
  random: Random;
  hashing: Hashing;
}

/** The run in a report that was read. */
export function runInReport(reading: ReportedReading): Result<RunInFile> {
  if (reading.ok) return done({ run: reading.run, head: null });
  return failed('invalid', reading.message, reading.hint);
}

/** The run in an evidence pack. A pack in which anything was edited, or is missing, is refused. */
export async function runInPack(bytes: Uint8Array, hashing: Hashing): Promise<Result<RunInFile>> {
  const read = await inTurns(readPack(bytes, hashing.sha256InPieces));
  const useReport = 'Use an evidence pack or a JSON report as Lockstep wrote it.';
  if (!read.ok)
    return failed('invalid', `This is not an evidence pack of Lockstep. ${read.message}`, useReport);
  const { facts, entries, state, findings } = read.pack;
  const wrong = findings.filter(
    ({ part, verdict }) => verdict !== 'agrees' && !(verdict === 'unknown' && part === partNames.original),
  );
  if (wrong.length > 0) {
    const details = wrong.slice(0, 10).map(({ part, text }) => `${part}: ${text}`);
    return failed(
      'invalid',
      'This evidence pack is not as Lockstep wrote it, so nothing was taken from it.',
      useReport,
      details,
    );
  }
  if (state.imported !== null) {
    const message =
      'This is the pack of an imported run, which does not say who was active before the calls.';
    return failed('invalid', message, 'Use a pack of the run itself.');
  }
  const { plan, run } = facts;
  const users = [...report(state, entries, true)].map((row) => ({
    ...row,
    outcome: outcomeKinds.find((kind) => kind === row.outcome) ?? null,
  }));
  const reading = restorable({
    act: plan.act ?? 'deactivate',
    hasEnded: state.status === 'ended',
    run: {
      id: run.id,
      number: run.number,
      planDigest: plan.digest,
      organisation: { id: plan.organisationId, name: plan.organisationName },
      startedAt: state.startedAt,
      endedAt: state.endedAt,
      differences: [],
      users,
    },
  });
  if (!reading.ok) return failed('invalid', reading.message, reading.hint);
  return done({ run: reading.run, head: facts.journal?.head ?? '' });
}

/** Makes the run, with a plan and a journal of its own. Fails if it is a run of this data folder. */
export async function runOfReport(
  { run, head }: RunInFile,
  fileName: string,
  { runStore, clock, random, hashing }: ReportedParts,
): Promise<Result<MadeRun>> {
  const own = runStore.run(run.id);
  if (own !== null) {
    return failed(
      'conflict',
      `This is run ${own.number} of this data folder.`,
      'Restore its users on its page.',
    );
  }
  const now = clock.wall();
  const entries = run.users.map(
    ({ accountId, name, email }, position): PlanEntry => ({ position, accountId, name, email }),
  );
  const sealed = {
    version: planVersion,
    organisationId: run.organisation.id,
    organisationName: run.organisation.name,
    rosterName: fileName,
    message: null,
  };
  const digest = await inTurns(planDigest(sealed, entries, entries.length, hashing.sha256InPieces()));
  const plan: Plan = {
    ...sealed,
    id: random.id(),
    rosterId: null,
    count: entries.length,
    digest,
    createdAt: now,
  };
  const recordDigest = await inTurns(digestOf(run, head, hashing));
  const source = sourceOf(run, head, fileName, recordDigest);
  const events = await inTurns(
    eventsOf(run, head === null ? 'report' : 'pack', {
      type: 'imported',
      total: plan.count,
      planDigest: digest,
      source,
    }),
  );
  const state = await inTurns(foldEvents(events, now));
  return done({ plan, entries, run: { id: random.id(), createdAt: now }, events, state, recordDigest });
}

function sourceOf(run: ReportedRun, head: string | null, fileName: string, recordDigest: string): RunSource {
  const { id, number, planDigest, startedAt, endedAt, differences } = run;
  return {
    tool: 'lockstep',
    fileName,
    collection: '',
    startedAt,
    endedAt,
    origins: [],
    problems: [],
    problemCount: 0,
    keyInFile: false,
    recordDigest,
    reported: { run: { id, number }, planDigest, head, differences: differences.slice(0, 10) },
  };
}

/** The digest that identifies the content of the file. A report and a pack of one run have different ones. */
function* digestOf({ users, ...run }: ReportedRun, head: string | null, hashing: Hashing): Pieces<string> {
  const sum = hashing.sha256InPieces();
  sum.add(JSON.stringify([run, head]));
  for (const group of inGroups(users)) {
    sum.add(
      group.map(({ accountId, outcome, before }) => JSON.stringify([accountId, outcome, before])).join('\n'),
    );
    yield;
  }
  return sum.digest();
}

/** The events of the journal, beginning with the given one. A user without an outcome has no event. */
function* eventsOf({ users }: ReportedRun, by: 'report' | 'pack', first: RunEvent): Pieces<RunEvent[]> {
  const events = [first];
  let position = 0;
  for (const group of inGroups(users)) {
    for (const { outcome, before, attempts: attempt, status, reason } of group) {
      const at = position++;
      if (outcome === null) continue;
      if (attempt > 0) events.push({ type: 'intended', position: at, attempt, before });
      // The message names the file as its source, since this program did not get the answer itself.
      const message = `The ${by} says: ${reason}`;
      const settled = { outcome, attempt, status, message } as const;
      events.push({
        type: 'settled',
        position: at,
        ...settled,
        code: null,
        hint: '',
        detail: null,
        tookMs: 0,
      });
    }
    yield;
  }
  events.push({ type: 'ended', how: 'completed', code: null, message: '', hint: '' });
  return events;
}
