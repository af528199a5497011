/**
 * Accounts that a run called and that were active after it: whoever is inactive now was deactivated by somebody else.
 */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import type { Plan } from '#lib/domain/plan/plan';
import { everRefuted } from '#lib/domain/run/verdict';
import type { OpenUsersVerbs } from '#lib/engine/history/open-users';
import type { RunStates } from '#lib/engine/history/run-states';
import { planPages } from '#lib/engine/plan/pages';
import type { RunStore } from '#lib/engine/storage/runs';

interface Parts {
  store: Pick<RunStore, 'run' | 'plan' | 'planEntries'>;
  states: Pick<RunStates, 'stateOf'>;
  openUsers: OpenUsersVerbs;
}

/**
 * Why a restore must not activate an account although it is inactive; null if it may. A verification of the run that
 * is restored read it active, and no later run of Lockstep has left it inactive since.
 */
export function deactivatedElsewhere(plan: Plan, parts: Parts): (accountId: string) => string | null {
  const restored = plan.act === 'restore' ? restoredRun(plan, parts) : null;
  if (restored === null) return () => null;
  const accounts = readActive(restored, parts);
  const why = `A verification of run ${restored.number} read this account active, so somebody else has deactivated it since. It is not re-activated.`;
  return (accountId) => (accounts.has(accountKey(accountId)) ? why : null);
}

/**
 * The run whose users a restore activates again; null if it was deleted. A restore may be made of one that was left.
 */
function restoredRun({ parent }: Plan, { store }: Parts) {
  for (let runId = parent?.runId; runId !== undefined; ) {
    const record = store.run(runId);
    const plan = record && store.plan(record.planId);
    if (!record || !plan) return null;
    if (plan.act !== 'restore') return record;
    runId = plan.parent?.runId;
  }
  return null;
}

function readActive(
  { id, planId }: { id: string; planId: string },
  { store, states, openUsers }: Parts,
): ReadonlySet<AccountKey> {
  const settled = new Set(
    openUsers
      .now()(id)
      .settled.map(({ position }) => position),
  );
  const positions = new Set(everRefuted(states.stateOf(id)).filter((position) => !settled.has(position)));
  const accounts = new Set<AccountKey>();
  if (positions.size === 0) return accounts;
  for (const { position, accountId } of planPages(store, planId)) {
    if (positions.has(position)) accounts.add(accountKey(accountId));
  }
  return accounts;
}
