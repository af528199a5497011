/** How many accounts of the organisation are active, and what share of them a plan is. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { readAccountStatus } from '#lib/domain/account/account-status';
import { emailDomain } from '#lib/domain/account/email-domain';
import type { PlanFacts, PlannedUser } from '#lib/domain/plan/alarms/plan-facts';
import { judgeSizeLimit, type SizeLimitVerdict } from '#lib/domain/plan/alarms/size-limit';
import { valueSince } from '#lib/domain/preflight/organisation-facts';
import { freshMs } from '#lib/domain/preflight/preflight';
import type { ToJudge } from '#lib/engine/plan/to-judge';

/** Judges a plan by the size limit; `reach` are those of its users who may be active managed accounts. */
export function judgeSize(
  parts: ToJudge,
  planned: readonly PlannedUser[],
): { activeAccounts: number | null; reach: number; verdict: SizeLimitVerdict } {
  const activeAccounts = activeAccountsOf(parts);
  const reach = planned.filter(
    ({ prediction }) => prediction?.kind !== 'already-inactive' && prediction?.kind !== 'not-managed',
  ).length;
  return {
    activeAccounts,
    reach,
    verdict: judgeSizeLimit(parts.sizeLimit, planned.length, activeAccounts, reach),
  };
}

/**
 * Active managed accounts, as counted by Atlassian or from a list that was read whole; null where neither is fresh, or
 * both are from before a run.
 */
export function activeAccountsOf(parts: Known): number | null {
  const { organisation, knowledge } = parts;
  const counted = valueSince(organisation.activeAccounts, freshSince(parts));
  return counted ?? (freshList(parts) ? (knowledge.record.accounts?.active ?? null) : null);
}

type Known = Pick<ToJudge, 'organisation' | 'knowledge' | 'history' | 'now'>;

/** From when on the numbers of the organisation are its numbers now, ms since the epoch. */
function freshSince({ history, now }: Known): number {
  return Math.max(now - freshMs, history.lastEnd() + 1);
}

/** Whether the list of managed accounts was read whole, not long ago, and after the last run. */
function freshList(parts: Known): boolean {
  const { accounts } = parts.knowledge.record.parts;
  return accounts.state === 'known' && accounts.at >= freshSince(parts);
}

/** Active accounts by domain and product; null where the list was not read whole. */
export function activeByOf(parts: ToJudge): PlanFacts['activeBy'] {
  const { file, knowledge } = parts;
  const { record, accounts } = knowledge;
  if (!freshList(parts) || record.accounts === null) return null;
  const inFile = new Set<AccountKey>();
  const hidden = new Set<AccountKey>();
  for (const { accountId } of file?.users ?? []) {
    const listed = accountId === null ? null : accounts.get(accountId)?.listed;
    if (accountId === null || !listed || readAccountStatus(listed.status) !== 'active') continue;
    inFile.add(accountKey(accountId));
    if (emailDomain(listed.email ?? '') === '') hidden.add(accountKey(accountId));
  }
  return {
    domain: record.activeByDomain,
    product: record.activeByProduct,
    allInFile: inFile.size >= record.accounts.active,
    addressesHidden: (record.activeByDomain[''] ?? 0) - hidden.size,
  };
}
