/** The accounts that a verification reads, and those that it must leave out. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import type { RunState } from '#lib/domain/run/state';
import type { UserProgress } from '#lib/domain/run/user';
import { verifiedPositions } from '#lib/domain/run/verdict';
import type { StatusAccount } from '#lib/engine/directory/statuses/status-parts';
import type { RunRecord, RunStore } from '#lib/engine/storage/runs';

/** The stored runs and their states. */
export interface StoredRuns {
  store: Pick<RunStore, 'runs' | 'planEntries'>;
  stateOf(runId: string): RunState;
}

/** The accounts of a run that its last verification has not come to, in the order of the plan. */
export function unverifiedAccounts(
  { id, planId }: RunRecord,
  { store, stateOf }: StoredRuns,
): StatusAccount[] {
  const state = stateOf(id);
  const { verification } = state;
  const wanted = new Set(
    verifiedPositions(state).filter(
      (position) => verification?.readings[position]?.round !== verification?.rounds,
    ),
  );
  return store.planEntries(planId).flatMap(({ position, accountId, email }) => {
    return wanted.has(position) ? [{ position, accountId, email: email || null }] : [];
  });
}

/**
 * The number of the last later run that may have changed each account. After it, the account does not show any more what this
 * run did.
 */
export function laterRuns(number: number, { store, stateOf }: StoredRuns): ReadonlyMap<AccountKey, number> {
  const later = new Map<AccountKey, number>();
  for (const record of store.runs().reverse()) {
    if (record.number <= number) continue;
    const { act, users } = stateOf(record.id);
    if (act === 'dry-run') continue;
    for (const { position, accountId } of store.planEntries(record.planId)) {
      if (mayHaveActed(users.at(position))) later.set(accountKey(accountId), record.number);
    }
  }
  return later;
}

/** Whether a call may have changed the account: a refused one has not, unless the answer to an earlier one was lost. */
function mayHaveActed(user: UserProgress | undefined): boolean {
  if (user === undefined || user.attempt === 0) return false;
  return user.outcome !== 'refused' || user.doubts > 0;
}
