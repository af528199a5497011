/** The accounts that a verification reads, and the later runs that may have changed them. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { actTerms } from '#lib/domain/outcome/act';
import type { RunState } from '#lib/domain/run/state';
import type { UserProgress } from '#lib/domain/run/user';
import { verifiedPositions } from '#lib/domain/run/verdict';
import type { Verification } from '#lib/domain/run/verification';
import type { StatusAccount } from '#lib/engine/directory/statuses/status-parts';
import type { RunRecord, RunStore } from '#lib/engine/storage/runs';

/** The stored runs and their states. */
export interface StoredRuns {
  store: Pick<RunStore, 'runs' | 'planEntries'>;
  stateOf(runId: string): RunState;
}

/** The accounts of a run that its last verification has not reached, in the order of the plan. */
export function unverifiedAccounts(
  { id, planId }: RunRecord,
  { store, stateOf }: StoredRuns,
): StatusAccount[] {
  const state = stateOf(id);
  const { verification } = state;
  const wanted = new Set(
    verifiedPositions(state).filter(
      (position) => verification === null || roundOf(verification, position) !== verification.rounds,
    ),
  );
  return store.planEntries(planId).flatMap(({ position, accountId, email }) => {
    return wanted.has(position) ? [{ position, accountId, email: email || null }] : [];
  });
}

function roundOf({ readings, later }: Verification, position: number): number {
  return Math.max(readings[position]?.round ?? 0, later[position]?.round ?? 0);
}

/** A run that may have changed an account, and the status that was its goal. */
export interface ActedLater {
  number: number;
  goal: 'active' | 'inactive';
}

/** For each account, the last later run that may have changed it, and so determines its status now. */
function laterRuns(number: number, { store, stateOf }: StoredRuns): ReadonlyMap<AccountKey, ActedLater> {
  const later = new Map<AccountKey, ActedLater>();
  for (const record of store.runs().reverse()) {
    if (record.number <= number) continue;
    const { act, users } = stateOf(record.id);
    if (act === 'dry-run') continue;
    for (const { position, accountId } of store.planEntries(record.planId)) {
      if (mayHaveActed(users.at(position))) {
        later.set(accountKey(accountId), { number: record.number, goal: actTerms[act].goal });
      }
    }
  }
  return later;
}

/**
 * Whether a call may have changed the account. A refused call has not, unless the answer to an earlier call was lost.
 */
function mayHaveActed(user: UserProgress | undefined): boolean {
  if (user === undefined || user.attempt === 0) return false;
  return user.outcome !== 'refused' || user.doubts > 0;
}

/**
 * The later runs that may have changed the accounts of this run, by position. A run that was deleted is known from the
 * readings of earlier verifications.
 */
export function actedLater(record: RunRecord, stored: StoredRuns): ReadonlyMap<number, ActedLater> {
  const runs = laterRuns(record.number, stored);
  const state = stored.stateOf(record.id);
  const { goal } = actTerms[state.act];
  const found = new Map<number, ActedLater>();
  state.verification?.later.forEach((each, position) => {
    if (each !== undefined) found.set(position, { number: each.run, goal });
  });
  if (runs.size === 0) return found;
  for (const { position, accountId } of stored.store.planEntries(record.planId)) {
    const later = runs.get(accountKey(accountId));
    if (later !== undefined) found.set(position, later);
  }
  return found;
}
