/** Counts the organisation's active accounts, and judges a plan's share of them. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { readAccountStatus } from '#lib/domain/account/account-status';
import { emailDomain } from '#lib/domain/account/email-domain';
import { essentialsKeepMs, guardFactsKeepMs } from '#lib/domain/directory/freshness';
import { valueSince } from '#lib/domain/directory/known';
import type { PlanFacts, PlannedUser } from '#lib/domain/plan/alarms/plan-facts';
import { judgeSizeLimit, type SizeLimitVerdict } from '#lib/domain/plan/alarms/size-limit';
import type { ToJudge } from '#lib/engine/plan/to-judge';

/** Judges a plan by the size limit. `reach`: its users who may be active managed accounts. */
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
 * The number of active managed accounts, as counted by Atlassian or from a complete list; null if neither is recent and
 * from after the last run.
 */
export function activeAccountsOf(parts: Known): number | null {
  const { organisation, knowledge } = parts;
  const counted = valueSince(organisation.activeAccounts, freshSince(parts, essentialsKeepMs));
  return counted ?? (freshList(parts) ? (knowledge.record.accounts?.active ?? null) : null);
}

type Known = Pick<ToJudge, 'organisation' | 'knowledge' | 'history' | 'now'>;

/** The earliest time, in ms since the epoch, at which facts about the organisation count as current. */
function freshSince({ history, now }: Known, keepsMs: number): number {
  return Math.max(now - keepsMs, history.lastEnd() + 1);
}

/** Whether the list of managed accounts was read completely, within a day, and after the last run. */
function freshList(parts: Known): boolean {
  const { accounts } = parts.knowledge.record.parts;
  return accounts.state === 'known' && accounts.at >= freshSince(parts, guardFactsKeepMs);
}

/** Active accounts by domain and product; null if the list was not read completely. */
export function activeByOf(parts: ToJudge): PlanFacts['activeBy'] {
  const { file, knowledge, candidates } = parts;
  const totals = knowledge.list.state.whole?.totals;
  if (!freshList(parts) || !totals) return null;
  const inFile = new Set<AccountKey>();
  const hidden = new Set<AccountKey>();
  for (const { accountId } of file?.users ?? candidates) {
    if (accountId === null) continue;
    const key = accountKey(accountId);
    // Only what the list itself said can be compared with its totals.
    const listed = knowledge.accounts.get(key)?.find(({ source }) => source === knowledge.list.source)?.facts;
    if (!listed || readAccountStatus(listed.status ?? null) !== 'active') continue;
    inFile.add(key);
    if (emailDomain(listed.email ?? '') === '') hidden.add(key);
  }
  return {
    domain: totals.activeByDomain,
    product: totals.activeByProduct,
    allInFile: inFile.size >= totals.active,
    addressesHidden: (totals.activeByDomain[''] ?? 0) - hidden.size,
  };
}
