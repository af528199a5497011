/** One preflight, from its first question to its last. Each answer is in the directory as soon as it is known. */

import { accountKey } from '#lib/domain/account/account-id';
import { factOf } from '#lib/domain/directory/facts';
import { essentialsKeepMs, listsKeepMs } from '#lib/domain/directory/freshness';
import type { AccountFacts, Reading } from '#lib/domain/directory/reading';
import type { PreflightPart, PreflightProgress } from '#lib/domain/preflight/preflight';
import type { JobControl } from '#lib/engine/directory/background-job';
import type { Patience } from '#lib/engine/directory/patience';
import { askPermissions, askTokens, type Questions } from '#lib/engine/directory/questions';
import { type Sweep, sweepAccounts, sweepUsers } from '#lib/engine/directory/sweep';
import { sweepTokens } from '#lib/engine/directory/sweep-tokens';
import type { Atlassian, Clock } from '#lib/engine/ports';
import type { DirectoryStore } from '#lib/engine/storage';
import { inTurns } from '#lib/engine/turns';

/** How far the work is; the queue adds what it waits for. */
export type JobProgress = Omit<PreflightProgress, 'waitsFor'>;

/** The parts of one preflight. */
interface PreflightJob extends JobControl<JobProgress> {
  /** The roster, if there are questions about its users. */
  rosterId: string;
  /** The parts that are not done yet. A part that is done is taken out, since the job may have to make way and go on later. */
  left: Set<PreflightPart | 'all-tokens'>;
  organisationId: string | null;
  atlassian: Atlassian;
  store: DirectoryStore;
  /** The account IDs of the users that a plan would contain now. */
  ticked: readonly string[];
  /** Asks for the organisation admins. The result is stored with the organisation. */
  askAdmins(patience: Patience): Promise<void>;
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
  const { rosterId, store, organisationId, atlassian, clock, random, signal, report, ticked, left } = job;
  const patience: Patience = {
    signal,
    clock,
    random,
    waiting: (waitingUntil) => report({ waitingUntil }),
  };
  let isFirst = true;
  const progress = (done: number, total: number | null) => {
    // What was read before this part began, or before it made way, says nothing about the pace.
    report(isFirst ? { done, total, from: done, since: clock.wall() } : { done, total });
    isFirst = false;
  };
  const ask = async (part: PreflightPart, carryOut: () => Promise<void>) => {
    if (!left.has(part) || signal.aborted) return;
    isFirst = true;
    report({ part, since: clock.wall(), from: 0, done: 0, total: null, waitingUntil: null });
    await carryOut();
    if (!signal.aborted) left.delete(part);
  };
  if (organisationId !== null) {
    const sweep: Sweep = { ...patience, atlassian, organisationId, store, progress };
    await ask('admins', () => job.askAdmins(patience));
    await ask('accounts', async () => {
      await sweepAccounts(sweep);
      await job.listed();
    });
    await ask('provisioned', async () => {
      await sweepUsers(sweep, job.asksGroups());
      await job.listed();
    });
    await askAllTokens(job, sweep);
  }
  const questions: Questions = { ...patience, atlassian, store, progress };
  const stale = (field: keyof AccountFacts) => staleAccounts(job, ticked, field);
  await ask('permissions', async () =>
    store.savePart(rosterId, 'permissions', await askPermissions(questions, await stale('permission'))),
  );
  await ask('tokens', async () =>
    store.savePart(rosterId, 'tokens', await askTokens(questions, await stale('tokens'))),
  );
}

/** One listing says for everybody what the question about each user says otherwise. */
async function askAllTokens({ left, signal }: PreflightJob, sweep: Sweep): Promise<void> {
  if (!left.has('all-tokens') || signal.aborted) return;
  await sweepTokens(sweep);
  if (!signal.aborted) left.delete('all-tokens');
}

/** The accounts about which a fact is missing or no longer fresh. */
async function staleAccounts(
  { store, clock }: PreflightJob,
  accountIds: readonly string[],
  field: keyof AccountFacts,
): Promise<string[]> {
  const known = await inTurns(store.readings(accountIds));
  return accountIds.filter((id) => isStale(known.get(accountKey(id)) ?? [], field, clock.wall()));
}

function isStale(readings: readonly Reading[], field: keyof AccountFacts, now: number): boolean {
  const fact = factOf(readings, field);
  if (fact.state === 'never') return true;
  const isOpen = readings.some(({ facts }) => facts[field] && facts.permission?.verdict === 'unknown');
  return now - fact.at > (isOpen ? essentialsKeepMs : listsKeepMs);
}
