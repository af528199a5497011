/** Counts the organisation's active accounts, and judges a plan's share of them. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { emailDomain } from '#lib/domain/account/email-domain';
import { isActiveAfterRun } from '#lib/domain/directory/after-run';
import { essentialsKeepMs, guardFactsKeepMs, isYoung, listsLagMs } from '#lib/domain/directory/freshness';
import { valueSince } from '#lib/domain/directory/known';
import type { Totals } from '#lib/domain/directory/totals';
import type { PlanFacts, PlannedUser } from '#lib/domain/plan/alarms/plan-facts';
import { judgeSizeLimit, type SizeLimitVerdict } from '#lib/domain/plan/alarms/size-limit';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
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
 * The number of active managed accounts: from Atlassian's count if it is recent and younger than the last run, or from
 * a recent complete list and the runs since. Null if there is neither. A count from shortly after a run may not show
 * the run's changes yet. Then the smaller number counts, so that the plan is the larger share.
 */
export function activeAccountsOf(parts: Known): number | null {
  const { organisation, history, now } = parts;
  const lastEnd = history.lastEnd();
  const counted = valueSince(organisation.activeAccounts, Math.max(now - essentialsKeepMs, lastEnd + 1), now);
  const listed = freshTotals(parts)?.active ?? null;
  if (counted === null || listed === null) return counted ?? listed;
  const mayLag = valueSince(organisation.activeAccounts, lastEnd + listsLagMs, now) === null;
  return mayLag ? Math.min(counted, listed) : counted;
}

type Known = Pick<ToJudge, 'organisation' | 'knowledge' | 'history' | 'now'>;

/**
 * The totals of the list of managed accounts, corrected by the runs since; null if no complete list was read within a
 * day.
 */
function freshTotals({ knowledge, now }: Known): Totals | null {
  const { accounts } = knowledge.record.parts;
  const isFresh = accounts.state === 'known' && isYoung(accounts.at, now, guardFactsKeepMs);
  return isFresh ? knowledge.totals : null;
}

/** Active accounts by domain and product; null if the list was not read completely. In pieces. */
export function* activeByOf(parts: ToJudge): Pieces<PlanFacts['activeBy']> {
  const { file, knowledge, candidates } = parts;
  const totals = freshTotals(parts);
  if (totals === null) return null;
  const lastRuns = parts.history.lastRuns();
  const inFile = new Set<AccountKey>();
  const hidden = new Set<AccountKey>();
  for (const group of inGroups<{ accountId: string | null }>(file?.users ?? candidates)) {
    for (const { accountId } of group) {
      if (accountId === null) continue;
      const key = accountKey(accountId);
      // Only readings of the list itself, and the results of later runs, can be compared with its totals.
      const said = knowledge.allReadings.get(key) ?? [];
      const listed = said.find(({ source }) => source === knowledge.list.source);
      if (!listed) continue;
      // If the result of a run leaves the status open, the list decides.
      const isActive =
        isActiveAfterRun(listed, said, lastRuns.get(key)) ?? isActiveAfterRun(listed, said, undefined);
      if (!isActive) continue;
      inFile.add(key);
      if (emailDomain(listed.facts.email ?? '') === '') hidden.add(key);
    }
    yield;
  }
  return {
    domain: totals.activeByDomain,
    product: totals.activeByProduct,
    allInFile: inFile.size >= totals.active,
    addressesHidden: (totals.activeByDomain[''] ?? 0) - hidden.size,
  };
}
