/** Whether a run would pause at its first call. Pure. */
import type { PlanEntry } from '#lib/domain/plan/plan';
import { willFail } from '#lib/domain/preflight/preflight';

/**
 * The user whom the run would reach first and who is predicted to be refused; null if another comes first. The canary
 * passes over users who are inactive already (`trackCanary`), and pauses the run where its first call is refused. A
 * user of whom nothing was predicted may be deactivated.
 */
export function firstRefused<Entry extends Pick<PlanEntry, 'prediction'>>(
  entries: readonly Entry[],
): Entry | null {
  const first = entries.find(({ prediction }) => prediction?.kind !== 'already-inactive');
  return first !== undefined && willFail(first.prediction) ? first : null;
}
