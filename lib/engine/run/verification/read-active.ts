/**
 * Finds accounts that a run called and that were active after it. If they are inactive now, somebody else has
 * deactivated them.
 */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import type { Plan } from '#lib/domain/plan/plan';
import { everRefuted } from '#lib/domain/run/verdict';
import { verdictIn } from '#lib/domain/run/view/verdicts';
import type { RunStates } from '#lib/engine/history/run-states';
import { planPages } from '#lib/engine/plan/pages';
import type { RunStore } from '#lib/engine/storage/runs';

interface Parts {
  store: Pick<RunStore, 'run' | 'runs' | 'plan' | 'planEntries' | 'planAccounts'>;
  states: Pick<RunStates, 'stateOf' | 'endedOf'>;
}

/**
 * Returns a function that says why a restore must not activate an inactive account; null if it may. It must not if a
 * verification of the restored run read the account active, and no later run of Lockstep has made it inactive since. A
 * later run that only found it inactive shows that somebody else deactivated it.
 */
export function deactivatedElsewhere(plan: Plan, parts: Parts): (accountId: string) => string | null {
  const restored = plan.act === 'restore' ? restoredRun(plan, parts) : null;
  if (restored === null) return () => null;
  const accounts = readActive(restored, parts);
  const why = `A verification of run ${restored.number} read this account active, so somebody else has deactivated it since. It is not re-activated.`;
  return (accountId) => (accounts.has(accountKey(accountId)) ? why : null);
}

/**
 * The run whose users a restore activates again; null if it was deleted. A restore may continue an earlier restore that
 * did not finish.
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
  { id, number, planId }: { id: string; number: number; planId: string },
  parts: Parts,
): ReadonlySet<AccountKey> {
  const positions = new Set(everRefuted(parts.states.stateOf(id)));
  const accounts = new Set<AccountKey>();
  if (positions.size === 0) return accounts;
  for (const { position, accountId } of planPages(parts.store, planId)) {
    if (positions.has(position)) accounts.add(accountKey(accountId));
  }
  for (const key of madeInactiveAfter(number, accounts, parts)) accounts.delete(key);
  return accounts;
}

/**
 * The accounts, of these, that a run after run `number` made inactive. The last ended run with a result for the account
 * decides.
 */
function madeInactiveAfter(
  number: number,
  accounts: ReadonlySet<AccountKey>,
  { store, states }: Parts,
): Set<AccountKey> {
  const made = new Set<AccountKey>();
  const later = store.runs().filter((record) => record.number > number);
  // Newest last, so that the result of a later run replaces that of an earlier one.
  for (const { id, planId } of later.reverse()) {
    const verdicts = states.endedOf(id)?.verdicts ?? '';
    if (verdicts === '') continue;
    for (const { position, accountId } of store.planAccounts(planId)) {
      const key = accountKey(accountId);
      const verdict = verdictIn(verdicts, position);
      if (!accounts.has(key) || verdict === null || verdict === 'nothing') continue;
      if (verdict === 'made-inactive') made.add(key);
      else made.delete(key);
    }
  }
  return made;
}
