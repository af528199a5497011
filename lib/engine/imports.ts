/** Results of Postman or Newman become a run that has ended: a plan, a journal, and the usual report. */
import { type AccountKey, accountKey } from '#lib/domain/account-id';
import { type Plan, type PlanEntry, planVersion } from '#lib/domain/plan';
import { planDigest } from '#lib/domain/plan-seal';
import { type ClassifyRecorded, recordDigest, recordedOutcomes } from '#lib/domain/postman-outcomes';
import type { Recording } from '#lib/domain/postman-recording';
import { newResultsReader } from '#lib/domain/postman-results';
import type { RunEvent } from '#lib/domain/run-events';
import { keptProblems, type RunSource } from '#lib/domain/run-import';
import type { Connections } from '#lib/engine/connection';
import { failed, type Result } from '#lib/engine/errors';
import type { Chance, Clock } from '#lib/engine/ports';
import type { RunVerbs, RunView } from '#lib/engine/runs';
import type { Person, RosterStore, RunStore } from '#lib/engine/storage';
import { readInPieces } from '#lib/engine/text-pieces';
import { inTurns } from '#lib/engine/turns';

/** The largest result file that is read, in bytes. Newman writes about 4 KB a user. */
const maxBytes = 200_000_000;

export interface ImportVerbs {
  /**
   * Reads a result file into a run of its own, in pieces: other requests and calls have their turn meanwhile. The file
   * itself is not kept: it may hold the key.
   */
  results(bytes: AsyncIterable<Uint8Array>, fileName: string): Promise<Result<RunView>>;
}

/** Verbs over the stores of runs and rosters; rosters lend the names, which no result file has. */
export function newImports(parts: {
  runStore: RunStore;
  rosterStore: RosterStore;
  runs: RunVerbs;
  connections: Connections;
  classifyRecorded: (secrets: readonly string[], now: number) => ClassifyRecorded;
  clock: Clock;
  chance: Chance;
}): ImportVerbs {
  const { runStore, clock, chance } = parts;

  function organisationOf(id: string | null): Pick<Plan, 'organisationId' | 'organisationName'> {
    const connected = parts.connections.organisation();
    const name = id === null ? 'an organisation that the file does not name' : id;
    return { organisationId: id, organisationName: connected?.id === id ? connected.name : name };
  }

  return {
    async results(bytes, fileName) {
      const reader = newResultsReader();
      const size = await readInPieces(bytes, maxBytes, reader.add);
      if (size === null) {
        const cure = 'Run the collection in parts, and import each.';
        return failed('too-large', 'The file has more than 200 MB.', cure);
      }
      const reading = reader.end();
      if (!reading.ok) return failed('invalid', reading.message, reading.cure, reading.details);
      const { recording } = reading;
      const now = clock.wall();
      const classify = parts.classifyRecorded(recording.secrets, now);
      const outcomes = await inTurns(recordedOutcomes(recording, classify));
      const digest = await inTurns(recordDigest(recording, outcomes, chance.sha256InPieces()));
      const people = peopleOf(
        parts.rosterStore,
        outcomes.map((each) => each.accountId),
      );
      const entries = outcomes.map(({ accountId }, position): PlanEntry => {
        const { name, email } = people.get(accountKey(accountId)) ?? { name: '', email: '' };
        return { position, accountId, name, email };
      });
      const sealed = {
        version: planVersion,
        ...organisationOf(recording.organisationId),
        rosterName: fileName,
        message: null,
      };
      const sealedAs = await inTurns(planDigest(sealed, entries, entries.length, chance.sha256InPieces()));
      // Last, since another import of the same file may have ended meanwhile.
      const same = parts.runs.list().find((run) => run.state.imported?.recordDigest === digest);
      if (same) {
        const message = `These results were imported already, as run ${same.record.number}.`;
        return failed('conflict', message, 'See it under Runs.');
      }
      const plan: Plan = {
        ...sealed,
        id: chance.id(),
        rosterId: null,
        count: entries.length,
        digest: sealedAs,
        createdAt: now,
      };
      const source = sourceOf(recording, fileName, digest);
      const events: RunEvent[] = [
        { type: 'imported', total: plan.count, planDigest: plan.digest, source },
        ...outcomes.map(({ event }, position): RunEvent => ({ ...event, position })),
        { type: 'ended', how: 'completed', code: null, sentence: '', cure: '' },
      ];
      const record = runStore.saveImported({
        plan,
        entries,
        run: { id: chance.id(), createdAt: now },
        events,
      });
      return parts.runs.get(record.id);
    },
  };
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

/** Names and addresses of these accounts, as the newest roster with each has them. */
function peopleOf(store: RosterStore, accountIds: readonly string[]): ReadonlyMap<AccountKey, Person> {
  const wanted = new Set(accountIds.map(accountKey));
  const found = new Map<AccountKey, Person>();
  for (const roster of store.list()) {
    if (wanted.size === 0) break;
    for (const { accountId, name, email } of store.users(roster.id)) {
      if (accountId === null || !wanted.delete(accountKey(accountId))) continue;
      found.set(accountKey(accountId), { accountId, name, email });
    }
  }
  return found;
}
