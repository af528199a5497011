import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { listsLagMs } from '#lib/domain/directory/freshness';
import type { RunStates } from '#lib/engine/history/run-states';
import type { RunRecord, RunStore } from '#lib/engine/storage/runs';

/**
 * Returns a function that says whether an account was touched by a run that ended so recently that the search may not
 * show it.
 */
export function recentlyTouched({
  store,
  states,
  wall,
}: {
  store: Pick<RunStore, 'runs' | 'planAccounts'>;
  states: Pick<RunStates, 'endedOf' | 'stateOf'>;
  /** Ms since the epoch. */
  wall(): number;
}): (accountId: string) => boolean {
  const until = new Map<AccountKey, number>();
  for (const record of store.runs()) noteTouched(until, record, { states, store, now: wall() });
  return (accountId) => until.size > 0 && wall() < (until.get(accountKey(accountId)) ?? 0);
}

function noteTouched(
  until: Map<AccountKey, number>,
  { id, planId }: RunRecord,
  parts: {
    states: Pick<RunStates, 'endedOf' | 'stateOf'>;
    store: Pick<RunStore, 'planAccounts'>;
    now: number;
  },
): void {
  const { endedAt = null, act } = parts.states.endedOf(id)?.summary ?? {};
  if (endedAt === null || act === 'dry-run' || parts.now - endedAt >= listsLagMs) return;
  const { users } = parts.states.stateOf(id);
  for (const { position, accountId } of parts.store.planAccounts(planId)) {
    const user = users.at(position);
    if (user === undefined || (user.attempt === 0 && user.outcome === null)) continue;
    const key = accountKey(accountId);
    until.set(key, Math.max(until.get(key) ?? 0, endedAt + listsLagMs));
  }
}
