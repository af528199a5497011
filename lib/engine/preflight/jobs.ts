/** Preflight's jobs in the background, one at a time: for the users of a roster, or the lists for everybody. */
import { listsKeepMs } from '#lib/domain/directory/freshness';
import type { PreflightPart } from '#lib/domain/preflight/preflight';
import type { Connections } from '#lib/engine/connection/connection';
import { openOrganisation } from '#lib/engine/connection/open-organisation';
import type { AskingQueue, Urgency } from '#lib/engine/directory/asking-queue';
import {
  type BackgroundJob,
  type BackgroundJobs,
  type JobControl,
  newBackgroundJobs,
} from '#lib/engine/directory/background-job';
import { candidateOf } from '#lib/engine/directory/candidates';
import type { CurrentDirectory } from '#lib/engine/directory/directory';
import type { KnowledgeVerbs } from '#lib/engine/directory/knowledge';
import type { OrganisationFactVerbs } from '#lib/engine/directory/organisation-facts';
import { stillHold } from '#lib/engine/directory/since-runs';
import { done, failed, type Result } from '#lib/engine/errors';
import type { RunHistory } from '#lib/engine/history/run-history';
import type { Clock, Random } from '#lib/engine/ports';
import { outdatedAccounts } from '#lib/engine/preflight/outdated';
import { type JobPart, type JobProgress, runPreflight } from '#lib/engine/preflight/preflight-job';
import { type KnownProtectionParts, protectKnown } from '#lib/engine/protection/known-protections';
import type { RuleVerbs } from '#lib/engine/protection/protection-rules';
import type { SelectionVerbs } from '#lib/engine/roster/selection';
import type { RosterStore } from '#lib/engine/storage/rosters';
import { inTurns } from '#lib/engine/turns';

interface PreflightParts extends KnownProtectionParts {
  rules: Pick<RuleVerbs, 'list' | 'protectFitting'>;
  directory: CurrentDirectory;
  rosterStore: RosterStore;
  selection: Pick<SelectionVerbs, 'selected' | 'selectedInPieces' | 'uncertain'>;
  knowledge: KnowledgeVerbs;
  history: Pick<RunHistory, 'lastEnd' | 'lastRuns'>;
  organisation: Pick<OrganisationFactVerbs, 'askAdmins'>;
  connections: Connections;
  queue: Pick<AskingQueue, 'add' | 'has'>;
  /** Does the work when no change of ticks is in progress. */
  afterChanges<T>(work: () => T | Promise<T>): Promise<T>;
  /** The reason why nothing should be asked now (a run is under way); null if asking is allowed. */
  busy(): string | null;
  clock: Clock;
  random: Random;
}

/** The parts, and the jobs in the background. */
export interface PreflightJobs extends PreflightParts {
  jobs: BackgroundJobs<JobProgress>;
}

type Job = BackgroundJob<JobProgress>;

/** The subject of reading the lists without a roster; no roster has this ID. */
export const everybody = 'organisation';

/** The jobs before any of them runs. */
export function newPreflightJobs(parts: PreflightParts): PreflightJobs {
  const { busy, queue } = parts;
  const jobs = newBackgroundJobs<JobProgress>({
    queue,
    busy,
    busyHint: 'Check once the run has ended.',
    againHint: 'Check again.',
  });
  return { ...parts, jobs };
}

/** The options of a job. */
interface JobOptions {
  /** Asks also for what is younger than 12 hours. */
  again?: boolean;
  urgency?: Urgency;
  /** Called at the end, unless the job is stopped before. */
  checked?: () => Promise<void>;
}

/** Begins a job. Without a roster (null), only the lists can be read. */
export function beginPreflight(
  all: PreflightJobs,
  rosterId: string | null,
  wanted: readonly PreflightPart[],
  { again = false, urgency = 'asked', checked = async () => undefined }: JobOptions = {},
): Result<Job> {
  const { connections, directory, rosterStore, clock, random, jobs } = all;
  const atlassian = connections.client();
  if (!atlassian) {
    return failed('not-connected', 'Lockstep is not connected to an organisation.', 'Connect first.');
  }
  if (rosterId === null) {
    const open = openOrganisation(connections);
    if (!open.ok) return open;
  }
  const free = jobs.mayBegin();
  if (urgency === 'asked' && !free.ok) return free;
  const subject = rosterId ?? everybody;
  const askedAt = clock.wall();
  const job = {
    rosterId: subject,
    left: jobParts(wanted, rosterId !== null),
    askedAt,
    notBefore: again ? askedAt : askedAt - listsKeepMs,
    organisationId: connections.organisation()?.id ?? null,
    atlassian,
    store: directory.store(),
    readingsOf: (accountIds: readonly string[]) => inTurns(currentReadings(all, accountIds)),
    outdated: () => inTurns(outdatedAccounts(all, subject)),
    uncertain: () => inTurns(all.selection.uncertain(subject)),
    askAdmins: all.organisation.askAdmins,
    asksGroups: () => all.rules.list().some(({ kind }) => kind === 'group'),
    listed: () => protectListed(all, rosterId),
    clock,
    random: random.fraction,
  };
  const first = {
    part: wanted[0] ?? 'admins',
    since: clock.wall(),
    from: 0,
    done: 0,
    total: null,
    waitingUntil: null,
  };
  const work = async (control: JobControl<JobProgress>) => {
    try {
      await runPreflight({ ...job, ticked: await tickedIn(all, rosterId), ...control });
      if (!control.signal.aborted) await checked();
    } catch (problem) {
      // The roster may have been deleted in the meantime. Then there is nowhere to write to.
      if (rosterId === null || rosterStore.get(rosterId) !== null) throw problem;
    }
  };
  return done(jobs.begin(subject, first, work, urgency));
}

/**
 * Protects users of a roster who must be protected according to Atlassian's lists, since the file may not show it.
 * Null: the users of every roster.
 */
async function protectListed(all: PreflightJobs, rosterId: string | null): Promise<void> {
  const { directory, rosterStore, rules, protections } = all;
  const rosterIds = rosterId === null ? rosterStore.list().map(({ id }) => id) : [rosterId];
  for (const id of rosterIds) {
    if (rosterStore.get(id) === null) continue;
    const users = await inTurns(rosterStore.usersInPieces(id));
    const people = users.flatMap((user) => candidateOf(user) ?? []);
    const accountIds = people.map(({ accountId }) => accountId);
    const allReadings = await inTurns(directory.store().readings(accountIds));
    await inTurns(protectKnown({ rules, protections }, people, allReadings));
  }
}

/**
 * The parts of a job. The list of accounts includes the listing of all API tokens and, for a roster, the accounts to
 * ask again.
 */
function jobParts(wanted: readonly PreflightPart[], isOfRoster: boolean): Set<JobPart> {
  const parts = new Set<JobPart>(wanted);
  if (!wanted.includes('accounts')) return parts;
  parts.add('all-tokens');
  return isOfRoster ? parts.add('outdated') : parts;
}

function* currentReadings({ directory, history, clock }: PreflightJobs, accountIds: readonly string[]) {
  const stored = yield* directory.store().readings(accountIds);
  return yield* stillHold(stored, history.lastRuns(), clock.wall());
}

/** The ticked accounts of a roster, in file order; none without a roster. */
async function tickedIn({ selection }: PreflightJobs, rosterId: string | null): Promise<string[]> {
  if (rosterId === null) return [];
  return (await inTurns(selection.selectedInPieces(rosterId))).map(({ accountId }) => accountId);
}
