/** One preflight, from its first question to its last. Each answer is in the directory as soon as it is known. */
import { accountKey } from '#lib/domain/account/account-id';
import { factOf } from '#lib/domain/directory/facts';
import { essentialsKeepMs } from '#lib/domain/directory/freshness';
import type { PartState } from '#lib/domain/directory/known';
import type { AccountFacts, Reading } from '#lib/domain/directory/reading';
import { isDue } from '#lib/domain/directory/sweep';
import type { PreflightPart, PreflightProgress } from '#lib/domain/preflight/preflight';
import type { JobControl } from '#lib/engine/directory/background-job';
import { askAccounts, requestsFor } from '#lib/engine/directory/blocks/ask-accounts';
import { askPermissions, askTokens, type Questions } from '#lib/engine/directory/questions';
import type { RetryParts } from '#lib/engine/directory/retries';
import { type Sweep, sweepAccounts, sweepUsers, usuallyResumesWithinMs } from '#lib/engine/directory/sweep';
import { sweepTokens } from '#lib/engine/directory/sweep-tokens';
import type { Atlassian, Clock } from '#lib/engine/ports';
import type { DirectoryStore, ReadingsByAccount } from '#lib/engine/storage/directories';

/** The progress of the work; the queue adds what it waits for. */
export type JobProgress = Omit<PreflightProgress, 'waitsFor'>;

/** A part of the work: those that are asked for by name, the listing of all API tokens, and accounts to ask again. */
export type JobPart = PreflightPart | 'all-tokens' | 'outdated';

/** The parts of one preflight. */
interface PreflightJob extends JobControl<JobProgress> {
  /** The roster, if there are questions about its users. */
  rosterId: string;
  /** The parts that are not done yet. Done parts are removed, since the job may be interrupted and continue later. */
  left: Set<JobPart>;
  /** The time when the job was asked for, ms since the epoch. */
  askedAt: number;
  /** Lists and facts from this time on are not read again, ms since the epoch. */
  notBefore: number;
  organisationId: string | null;
  atlassian: Atlassian;
  store: DirectoryStore;
  /** The account IDs of the users that a plan would contain now. */
  ticked: readonly string[];
  /** Readings of these accounts that still hold after the last run that touched each. */
  readingsOf(accountIds: readonly string[]): Promise<ReadingsByAccount>;
  /** The accounts to ask about again although the lists are young. */
  outdated(): Promise<readonly string[]>;
  /** The accounts that are uncertain after a run: only their profiles can settle that. */
  uncertain(): Promise<readonly string[]>;
  /** Asks for the organisation admins. The result is stored with the organisation. */
  askAdmins(retries: RetryParts): Promise<void>;
  /** Whether a protection rule looks at groups. */
  asksGroups(): boolean;
  /** Called when a list was read, whole or in part. */
  listed(): Promise<void>;
  clock: Clock;
  random(): number;
}

/**
 * Carries out the parts that are left, in order. Resolves when all are done or the signal is aborted. Never rejects
 * because of a fault.
 */
export async function runPreflight(job: PreflightJob): Promise<void> {
  const { store, organisationId, atlassian, clock, random, signal, report, left } = job;
  const retries: RetryParts = {
    signal,
    clock,
    random,
    waiting: (waitingUntil) => report({ waitingUntil }),
  };
  let isFirst = true;
  const progress = (done: number, total: number | null) => {
    // Work done before this part began, or before the job was interrupted, must not count for the pace.
    report(isFirst ? { done, total, from: done, since: clock.wall() } : { done, total });
    isFirst = false;
  };
  const ask: Ask = async (part, shownAs, carryOut) => {
    if (!left.has(part) || signal.aborted) return;
    isFirst = true;
    report({ part: shownAs, since: clock.wall(), from: 0, done: 0, total: null, waitingUntil: null });
    await carryOut();
    if (!signal.aborted) left.delete(part);
  };
  if (organisationId !== null) {
    const sweep: Sweep = { ...retries, atlassian, organisationId, store, progress };
    await ask('admins', 'admins', () => job.askAdmins(retries));
    await askLists(job, ask, sweep);
  }
  const questions: Questions = { ...retries, atlassian, store, progress };
  for (const question of questionsPerUser) await askEach(job, ask, question, questions);
}

/** Carries out a part that is left. The progress is shown as that of `shownAs`. */
type Ask = (part: JobPart, shownAs: PreflightPart, carryOut: () => Promise<void>) => Promise<void>;

/** Reads the lists that are due, and asks again about accounts whose facts in them are outdated. */
async function askLists(job: PreflightJob, ask: Ask, sweep: Sweep): Promise<void> {
  const { store, clock, notBefore } = job;
  const due = (source: Parameters<DirectoryStore['sweep']>[0]) =>
    isDue(store.sweep(source), notBefore, clock.wall());
  const resumesWithinMs = () => Math.min(usuallyResumesWithinMs, clock.wall() - notBefore + 1);
  await ask('accounts', 'accounts', async () => {
    if (!due('managed-accounts')) return;
    await sweepAccounts(sweep, resumesWithinMs());
    await job.listed();
  });
  await ask('provisioned', 'provisioned', async () => {
    if (!due('users-search')) return;
    await sweepUsers(sweep, job.asksGroups(), resumesWithinMs());
    await job.listed();
  });
  // One listing of all tokens replaces a question about each user.
  await ask('all-tokens', 'tokens', async () => {
    if (due('organisation-tokens')) await sweepTokens(sweep);
  });
  await ask('outdated', 'accounts', async () => {
    await askOutdated(job, sweep);
    const uncertain = await job.uncertain();
    if (uncertain.length > 0) await askAccounts(sweep, uncertain.slice(0, mostProfiles), false);
  });
}

/** Maximum number of accounts on a page of either list [SPEC; v1 measured by public code]. */
const accountsOnPage = 100;

/** Maximum number of uncertain accounts whose profiles are read. The others stay uncertain until lists show the run. */
const mostProfiles = 200;

/** Asks again about each outdated account, or reads one list where that takes fewer requests. */
async function askOutdated(job: PreflightJob, sweep: Sweep): Promise<void> {
  const { store, clock, askedAt } = job;
  const accountIds = await job.outdated();
  if (accountIds.length === 0) return;
  const isSearchable = store.sweep('users-search').part.state === 'known';
  const list = store.sweep(isSearchable ? 'users-search' : 'managed-accounts');
  const listed = list.whole?.totals.total ?? Number.POSITIVE_INFINITY;
  if (requestsFor(accountIds.length, isSearchable) <= listed / accountsOnPage + 1) {
    await askAccounts(sweep, accountIds, isSearchable);
  } else {
    const resumesWithinMs = clock.wall() - askedAt + 1;
    if (isSearchable) await sweepUsers(sweep, job.asksGroups(), resumesWithinMs);
    else await sweepAccounts(sweep, resumesWithinMs);
  }
  await job.listed();
}

/** A question about each selected user: the part that it is, the fact that answers it, and the verb that asks it. */
interface QuestionPerUser {
  part: 'permissions' | 'tokens';
  field: 'permission' | 'tokens';
  askAll: (questions: Questions, accountIds: readonly string[]) => Promise<PartState>;
}

/** The questions about each selected user, in order. */
const questionsPerUser: readonly QuestionPerUser[] = [
  { part: 'permissions', field: 'permission', askAll: askPermissions },
  { part: 'tokens', field: 'tokens', askAll: askTokens },
];

/** Asks one question about each selected user whose fact is missing or too old. */
function askEach(
  job: PreflightJob,
  ask: Ask,
  { part, field, askAll: asked }: QuestionPerUser,
  questions: Questions,
): Promise<void> {
  const { rosterId, store, ticked, clock, notBefore } = job;
  return ask(part, part, async () => {
    const known = await job.readingsOf(ticked);
    const isMissing = (id: string) => {
      const readings = known.get(accountKey(id)) ?? [];
      return isStale(readings, field, { now: clock.wall(), notBefore });
    };
    const answered = await asked(questions, ticked.filter(isMissing));
    store.savePart(rosterId, part, withAge(answered, await job.readingsOf(ticked), field));
  });
}

/** The part with its age: a part that is known is as old as the oldest of its facts. */
function withAge(part: PartState, said: ReadingsByAccount, field: keyof AccountFacts): PartState {
  if (part.state !== 'known') return part;
  let { at } = part;
  for (const readings of said.values()) {
    const fact = factOf(readings, field);
    if (fact.state === 'known') at = Math.min(at, fact.at);
  }
  return { ...part, at };
}

function isStale(
  readings: readonly Reading[],
  field: keyof AccountFacts,
  { now, notBefore }: { now: number; notBefore: number },
): boolean {
  const fact = factOf(readings, field);
  if (fact.state === 'never' || fact.at < notBefore || fact.at > now) return true;
  const isOpen = readings.some(({ facts }) => facts[field] && facts.permission?.verdict === 'unknown');
  return isOpen && now - fact.at > essentialsKeepMs;
}
