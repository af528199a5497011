/** Preflight of rosters: one at a time, in the background. Its results are used by the review and the plan. */
import type { EarlyEnd } from '#lib/domain/connection/early-end';
import { listsKeepMs } from '#lib/domain/directory/freshness';
import { isDue, type SweptSource } from '#lib/domain/directory/sweep';
import type { PreflightPart, PreflightProgress, PreflightRecord } from '#lib/domain/preflight/preflight';
import type { Pieces } from '#lib/domain/text/pieces';
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
import { type CurrentDirectory, managedListOf } from '#lib/engine/directory/directory';
import type { Knowledge, KnowledgeVerbs } from '#lib/engine/directory/knowledge';
import type { OrganisationFactVerbs } from '#lib/engine/directory/organisation-facts';
import { sinceLastRun, totalsSince } from '#lib/engine/directory/since-runs';
import { done, failed, type Result } from '#lib/engine/errors';
import type { RunHistory } from '#lib/engine/history/run-history';
import type { Clock, Random } from '#lib/engine/ports';
import { outdatedAccounts } from '#lib/engine/preflight/outdated';
import { type JobPart, type JobProgress, runPreflight } from '#lib/engine/preflight/preflight-job';
import { untickRefused } from '#lib/engine/preflight/untick-refused';
import { type KnownProtectionParts, protectKnown } from '#lib/engine/protection/known-protections';
import type { RuleVerbs } from '#lib/engine/protection/protection-rules';
import type { SelectionVerbs } from '#lib/engine/roster/selection';
import type { RosterStore } from '#lib/engine/storage/rosters';
import { inTurns } from '#lib/engine/turns';

/** The state of a roster's preflight. */
export interface PreflightView {
  record: PreflightRecord;
  /** What is being asked now; null if nothing is. */
  running: PreflightProgress | null;
  /** Why the last one ended early; null if it did not. */
  failure: EarlyEnd | null;
  /** Grows with everything that is learnt of the organisation, until the program ends. */
  learnt: number;
}

/** The verbs on preflights. */
export interface PreflightVerbs {
  /** In pieces, so that other work continues. */
  view(rosterId: string): Promise<Result<PreflightView>>;
  /**
   * Starts in the background. Lists and answers of the last 12 hours are not asked for again, unless `again`. If one is
   * already running for this roster, it continues unchanged. At its end, ticked users whose call would fail are unticked.
   */
  start(rosterId: string, parts: readonly PreflightPart[], again?: boolean): Promise<Result<PreflightView>>;
  cancel(rosterId: string): Promise<Result<PreflightView>>;
  /**
   * Reads the organisation's lists again if they are too old, or if runs since do not say what became of the accounts.
   * Takes at most `withinMs`.
   */
  refresh(rosterId: string, withinMs: number): Promise<void>;
  /** What is known about a roster, in pieces. */
  known(rosterId: string): Pieces<Knowledge>;
  /** Reads the organisation's lists for everybody, in the background. If they are being read, that continues. */
  readLists(): Result<void>;
  /**
   * Reads those lists that are not known or too old, after everything that the admin asks for. Does nothing if the admin
   * has stopped reading.
   */
  readListsAhead(): void;
  /** That the admin has stopped reading does not count any more: the connection is another one, or was checked. */
  allowReadingAhead(): void;
  /** How far that reading is; null if the lists are not being read. */
  listsProgress(): PreflightProgress | null;
  /** Why the last such reading ended early; null if it did not. */
  listsFailure(): EarlyEnd | null;
  /** Says there that what other questions found could not be kept. */
  couldNotKeep(problem: unknown): void;
  stopLists(): void;
  /** The same as `known`, with other work in between. */
  knownInPieces(rosterId: string): Promise<Knowledge>;
  /** What is known about accounts that come from no file, in pieces. */
  knownOf(accountIds: readonly string[]): Pieces<Knowledge>;
}

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
  /** Why nothing should be asked now (a run is under way); null if asking is allowed. */
  busy(): string | null;
  clock: Clock;
  random: Random;
}

/** The parts, and the running preflight. */
interface Preflights extends PreflightParts {
  jobs: BackgroundJobs<JobProgress>;
  /** The admin has stopped reading the lists for everybody. */
  isStopped: boolean;
}

type Job = BackgroundJob<JobProgress>;

/** The subject of reading the lists without a roster; no roster has this ID. */
const everybody = 'organisation';

/** Verbs over stored preflights. */
export function newPreflight(parts: PreflightParts): PreflightVerbs {
  const { busy, queue } = parts;
  const jobs = newBackgroundJobs<JobProgress>({
    queue,
    busy,
    busyHint: 'Check once the run has ended.',
    againHint: 'Check again.',
  });
  const all: Preflights = { ...parts, jobs, isStopped: false };
  return {
    view: (rosterId) => view(all, rosterId),
    known: (rosterId) => parts.knowledge.inPieces(rosterId),
    knownInPieces: (rosterId) => knownInPieces(all, rosterId),
    knownOf: parts.knowledge.ofAccounts,
    start: (rosterId, wanted, again = false) => start(all, rosterId, wanted, again),
    cancel(rosterId) {
      jobs.stop(rosterId);
      return view(all, rosterId);
    },
    readLists() {
      all.isStopped = false;
      if (jobs.of(everybody)) return done(undefined);
      const begun = begin(all, null, ['admins', 'accounts', 'provisioned'], { again: true });
      return begun.ok ? done(undefined) : begun;
    },
    readListsAhead() {
      const due = listsDue(all);
      if (due.length === 0 || all.isStopped || jobs.of(everybody)) return;
      begin(all, null, due, { urgency: 'ahead' });
    },
    listsProgress: () => jobs.of(everybody)?.progress ?? null,
    listsFailure: () => jobs.failure(everybody),
    couldNotKeep: (problem) => jobs.couldNotKeep(everybody, problem),
    allowReadingAhead() {
      all.isStopped = false;
    },
    stopLists() {
      all.isStopped = true;
      jobs.stop(everybody);
    },
    refresh: (rosterId, withinMs) => refresh(all, rosterId, withinMs),
  };
}

async function view(all: Preflights, rosterId: string): Promise<Result<PreflightView>> {
  if (all.rosterStore.get(rosterId) === null) {
    return failed('not-found', 'This roster no longer exists.', 'Upload the export again.');
  }
  const learnt = all.directory.store().revision();
  const { record } = await knownInPieces(all, rosterId);
  return done({
    record,
    running: all.jobs.of(rosterId)?.progress ?? null,
    failure: all.jobs.failure(rosterId),
    learnt,
  });
}

function knownInPieces({ knowledge }: Preflights, rosterId: string): Promise<Knowledge> {
  return inTurns(knowledge.inPieces(rosterId));
}

async function start(
  all: Preflights,
  rosterId: string,
  wanted: readonly PreflightPart[],
  again: boolean,
): Promise<Result<PreflightView>> {
  const found = await view(all, rosterId);
  if (!found.ok || all.jobs.of(rosterId)) return found;
  const begun = begin(all, rosterId, wanted, { again, checked: () => untickRefused(all, rosterId) });
  return begun.ok ? view(all, rosterId) : begun;
}

/** What is particular about a job. */
interface Wish {
  /** Asks also for what is younger than 12 hours. */
  again?: boolean;
  urgency?: Urgency;
  /** Called at the end, unless the job is stopped before. */
  checked?: () => Promise<void>;
}

/** Without a roster (null), only the lists can be read. */
function begin(
  all: Preflights,
  rosterId: string | null,
  wanted: readonly PreflightPart[],
  { again = false, urgency = 'asked', checked = async () => undefined }: Wish = {},
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
    said: (accountIds: readonly string[]) => inTurns(stillSaid(all, accountIds)),
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
 * Protects the users of a roster who need it by Atlassian's lists, because the file may not say so. Those of every
 * roster where it is null.
 */
async function protectListed(all: Preflights, rosterId: string | null): Promise<void> {
  const { directory, rosterStore, rules, protections } = all;
  const rosterIds = rosterId === null ? rosterStore.list().map(({ id }) => id) : [rosterId];
  for (const id of rosterIds) {
    if (rosterStore.get(id) === null) continue;
    const users = await inTurns(rosterStore.usersInPieces(id));
    const people = users.flatMap((user) => candidateOf(user) ?? []);
    const accountIds = people.map(({ accountId }) => accountId);
    const everSaid = await inTurns(directory.store().readings(accountIds));
    await inTurns(protectKnown({ rules, protections }, people, everSaid));
  }
}

/** The parts of the work: with the list of accounts come all API tokens, and the users of a roster to ask again. */
function jobParts(wanted: readonly PreflightPart[], isOfRoster: boolean): Set<JobPart> {
  const parts = new Set<JobPart>(wanted);
  if (!wanted.includes('accounts')) return parts;
  parts.add('all-tokens');
  return isOfRoster ? parts.add('outdated') : parts;
}

function* stillSaid({ directory, history }: Preflights, accountIds: readonly string[]) {
  const stored = yield* directory.store().readings(accountIds);
  return yield* sinceLastRun(stored, history.lastRuns());
}

/** The ticked accounts of a roster, in file order; none without a roster. */
async function tickedIn({ selection }: Preflights, rosterId: string | null): Promise<string[]> {
  if (rosterId === null) return [];
  return (await inTurns(selection.selectedInPieces(rosterId))).map(({ accountId }) => accountId);
}

/** Waits for the lists, from whichever job reads them. One that is begun here ends when the time is up. */
async function refresh(all: Preflights, rosterId: string, withinMs: number): Promise<void> {
  const { jobs } = all;
  if (all.rosterStore.get(rosterId) === null || all.connections.organisation() === null) return;
  if (await listsAreFresh(all)) return;
  const running = jobs.of(rosterId) ?? jobs.of(everybody);
  // Waiting for what another roster asks would take all the time.
  if (running ? running.progress.waitsFor !== null : all.queue.has('asked')) return;
  const begun = running ? done(running) : begin(all, rosterId, ['accounts', 'provisioned']);
  if (!begun.ok) return;
  const timer = new AbortController();
  const late = all.clock.sleep(withinMs, timer.signal).then(() => 'late' as const);
  const first = await Promise.race([begun.value.over, late]);
  timer.abort();
  // A job that was begun elsewhere continues. One that was begun here must not compete with the run.
  if (first === 'late' && !running) {
    begun.value.stop();
    await begun.value.over;
  }
}

/** The lists that were not read to their end within half a day. */
function listsDue({ directory, clock }: Preflights): PreflightPart[] {
  const store = directory.store();
  const now = clock.wall();
  const isListDue = (source: SweptSource) => isDue(store.sweep(source), now - listsKeepMs, now);
  return [
    ...(isListDue('managed-accounts') ? (['accounts'] as const) : []),
    ...(isListDue('users-search') ? (['provisioned'] as const) : []),
  ];
}

/** Whether the organisation's list was asked for on the same day, and its numbers are known after the runs since. */
async function listsAreFresh({ directory, clock, history }: Preflights): Promise<boolean> {
  const list = managedListOf(directory.store());
  const { part } = list.state;
  if (part.state === 'never') return false;
  const age = clock.wall() - part.at;
  if (age < 0 || age >= listsKeepMs) return false;
  if (part.at > history.lastEnd()) return true;
  return (await inTurns(totalsSince(directory.store(), list, history.lastRuns()))) !== null;
}
