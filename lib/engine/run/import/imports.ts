/**
 * Turns results of Postman or Newman, or a report of Lockstep, into an ended run: a plan, a journal, and the usual
 * report.
 */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { atlassianApiUrl } from '#lib/domain/connection/api-url';
import { type Plan, type PlanEntry, planVersion } from '#lib/domain/plan/plan';
import { planDigest } from '#lib/domain/plan/seal';
import {
  type ClassifyRecorded,
  type RecordedOutcome,
  recordDigest,
  recordedOutcomes,
} from '#lib/domain/postman/outcomes';
import type { Recording } from '#lib/domain/postman/recording';
import type { RunEvent } from '#lib/domain/run/events';
import { keptProblems, type RunSource } from '#lib/domain/run/import';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import type { Connections } from '#lib/engine/connection/connection';
import { done, failed, type Result } from '#lib/engine/errors';
import { foldEvents } from '#lib/engine/history/fold-run';
import type { Clock, Hashing, Random } from '#lib/engine/ports';
import { type MadeRun, runOfReport } from '#lib/engine/run/import/reported';
import { readResultFile } from '#lib/engine/run/import/result-file';
import type { RunView } from '#lib/engine/run/run-view';
import type { RunVerbs } from '#lib/engine/run/runs';
import type { RosterStore } from '#lib/engine/storage/rosters';
import type { RunStore } from '#lib/engine/storage/runs';
import { inTurns, newQueue } from '#lib/engine/turns';

/** The verbs on result files. */
export interface ImportVerbs {
  /**
   * Reads a result file, a JSON report of Lockstep or an evidence pack into a new run, in pieces, so that other
   * requests and calls continue. The file itself is not stored, because it may contain the key.
   */
  results(bytes: AsyncIterable<Uint8Array>, fileName: string): Promise<Result<RunView>>;
}

/** The dependencies of the import. */
interface ImportParts {
  runStore: RunStore;
  rosterStore: RosterStore;
  runs: RunVerbs;
  connections: Connections;
  classifyRecorded: (secrets: readonly string[], now: number) => ClassifyRecorded;
  clock: Clock;
  random: Random;
  hashing: Hashing;
}

/** Verbs over the stores of runs and rosters. Names come from the rosters, because result files contain none. */
export function newImports(parts: ImportParts): ImportVerbs {
  const oneAfterTheOther = newQueue();
  return {
    async results(bytes, fileName) {
      const read = await readResultFile(bytes, parts.hashing);
      if (!read.ok) return read;
      const run = await ('head' in read.value
        ? runOfReport(read.value, fileName, parts)
        : runOf(read.value, fileName, parts));
      if (!run.ok) return run;
      const made = run.value;
      // Stored within the queue: another import of the same file may have finished in the meantime.
      return oneAfterTheOther(() => store(made, parts));
    },
  };
}

/** Makes a plan and a journal from the recorded results. */
async function runOf(recording: Recording, fileName: string, parts: ImportParts): Promise<Result<MadeRun>> {
  const { random, hashing } = parts;
  const now = parts.clock.wall();
  const classify = parts.classifyRecorded(recording.secrets, now);
  const outcomes = await inTurns(recordedOutcomes(recording, classify, apiOriginsOf(parts.connections)));
  const taken = await inTurns(recordDigest(recording, outcomes, hashing.sha256InPieces()));
  const entries = await inTurns(entriesOf(parts.rosterStore, outcomes));
  const sealed = {
    version: planVersion,
    ...organisationOf(recording.organisationId, parts.connections),
    rosterName: fileName,
    message: null,
  };
  const digest = await inTurns(planDigest(sealed, entries, entries.length, hashing.sha256InPieces()));
  const count = entries.length;
  const plan: Plan = { ...sealed, id: random.id(), rosterId: null, count, digest, createdAt: now };
  const source = sourceOf(recording, fileName, taken);
  const imported: RunEvent = { type: 'imported', total: count, planDigest: digest, source };
  const events = await inTurns(eventsOf(imported, outcomes));
  const run = { id: random.id(), createdAt: now };
  const state = await inTurns(foldEvents(events, now));
  return done({ plan, entries, run, events, state, recordDigest: taken });
}

/**
 * The origins that count as Atlassian's API: its own, and the one that replaces it in this program, such as the demo
 * organisation's.
 */
function apiOriginsOf(connections: Connections): string[] {
  const view = connections.view();
  const addresses = [atlassianApiUrl, view.typedKeyUrl, ...(view.state === 'connected' ? [view.apiUrl] : [])];
  return addresses.flatMap((address) => (URL.canParse(address) ? new URL(address).origin : []));
}

/** Stores a run, unless it was imported before. */
async function store(made: MadeRun, { runs, runStore }: ImportParts): Promise<Result<RunView>> {
  const { state, recordDigest, ...imported } = made;
  const same = runs.list().find((run) => run.summary.imported?.recordDigest === recordDigest);
  if (same) {
    const what = made.state.imported?.reported ? 'This file was' : 'These results were';
    const message = `${what} imported already, as run ${same.record.number}.`;
    return failed('conflict', message, 'See it under Runs.');
  }
  // If one run were imported twice, from a report and a pack or from two reports, its users would count twice.
  const told = state.imported?.reported?.run;
  const other = told && runs.list().find(({ summary }) => summary.imported?.reported?.run.id === told.id);
  if (other) {
    const message = `Another file of the same run, run ${told.number}, was imported already, as run ${other.record.number}.`;
    return failed('conflict', message, 'To import this file instead, delete that run first.');
  }
  const record = await runStore.saveImported(imported);
  return runs.arrived(record.id, state);
}

function organisationOf(
  id: string | null,
  connections: Connections,
): Pick<Plan, 'organisationId' | 'organisationName'> {
  const connected = connections.organisation();
  const name = id === null ? 'an organisation that the file does not name' : id;
  return { organisationId: id, organisationName: connected?.id === id ? connected.name : name };
}

function sourceOf(recording: Recording, fileName: string, recordDigest: string): RunSource {
  const { tool, collection, startedAt, endedAt, origins, problems, secrets } = recording;
  return {
    tool,
    fileName,
    collection: collection.slice(0, 300),
    startedAt,
    endedAt,
    origins: origins.slice(0, 10),
    problems: problems.slice(0, keptProblems),
    problemCount: problems.length,
    keyInFile: secrets.length > 0,
    recordDigest,
  };
}

/** The users of the plan. Names and addresses come from the newest roster that contains the account. */
function* entriesOf(store: RosterStore, outcomes: readonly RecordedOutcome[]): Pieces<PlanEntry[]> {
  const entries: PlanEntry[] = [];
  const unnamed = new Map<AccountKey, PlanEntry[]>();
  for (const group of inGroups(outcomes)) {
    for (const { accountId } of group) {
      const entry = { position: entries.length, accountId, name: '', email: '' };
      entries.push(entry);
      // Two spellings of one ID mean the same account.
      unnamed.set(accountKey(accountId), [...(unnamed.get(accountKey(accountId)) ?? []), entry]);
    }
    yield;
  }
  for (const roster of store.list()) {
    if (unnamed.size === 0) break;
    for (const users of inGroups(yield* store.usersInPieces(roster.id))) {
      for (const { accountId, name, email } of users) {
        if (accountId === null) continue;
        for (const entry of unnamed.get(accountKey(accountId)) ?? []) Object.assign(entry, { name, email });
        unnamed.delete(accountKey(accountId));
      }
      yield;
    }
  }
  return entries;
}

/** The events of the run's journal, beginning with the given one. */
function* eventsOf(imported: RunEvent, outcomes: readonly RecordedOutcome[]): Pieces<RunEvent[]> {
  const events = [imported];
  for (const group of inGroups(outcomes)) {
    for (const { event } of group) events.push({ ...event, position: events.length - 1 });
    yield;
  }
  events.push({ type: 'ended', how: 'completed', code: null, message: '', hint: '' });
  return events;
}
