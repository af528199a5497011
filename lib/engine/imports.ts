/** Results of Postman or Newman become a run that has ended: a plan, a journal, and the usual report. */
import { type AccountKey, accountKey } from '#lib/domain/account-id';
import { type Plan, type PlanEntry, planText, planVersion } from '#lib/domain/plan';
import { type ClassifyRecorded, recordedOutcomes } from '#lib/domain/postman-outcomes';
import type { Recording } from '#lib/domain/postman-recording';
import { readPostmanResults } from '#lib/domain/postman-results';
import type { RunEvent } from '#lib/domain/run-events';
import { keptProblems, type RunSource } from '#lib/domain/run-import';
import type { Connections } from '#lib/engine/connection';
import { failed, type Result } from '#lib/engine/errors';
import type { Chance, Clock } from '#lib/engine/ports';
import type { RunVerbs, RunView } from '#lib/engine/runs';
import type { Person, RosterStore, RunStore } from '#lib/engine/storage';

export interface ImportVerbs {
  /** Reads the text of a result file into a run of its own. The file itself is not kept: it may hold the key. */
  results(text: string, fileName: string): Result<RunView>;
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
    results(text, fileName) {
      const reading = readPostmanResults(text);
      if (!reading.ok) return failed('invalid', reading.message, reading.cure, reading.details);
      const { recording } = reading;
      const now = clock.wall();
      const outcomes = recordedOutcomes(recording, parts.classifyRecorded(recording.secrets, now));
      const recordDigest = chance.sha256(JSON.stringify([recording.startedAt, recording.endedAt, outcomes]));
      const same = parts.runs.list().find((run) => run.state.imported?.recordDigest === recordDigest);
      if (same) {
        const message = `These results were imported already, as run ${same.record.number}.`;
        return failed('conflict', message, 'See it under Runs.');
      }
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
      const plan: Plan = {
        ...sealed,
        id: chance.id(),
        rosterId: null,
        count: entries.length,
        digest: chance.sha256(planText(sealed, entries)),
        createdAt: now,
      };
      const source = sourceOf(recording, fileName, recordDigest);
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
