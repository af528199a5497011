/** Predicts whether a run will pause at its first call. Pure. */
import { predictedLeaf } from '#lib/domain/plan/leaf';
import type { PlanEntry } from '#lib/domain/plan/plan';
import { willFail } from '#lib/domain/preflight/preflight';

/** The user of the first call, if a refusal is predicted or nothing is known. */
interface FirstUserDoubt<Entry> {
  user: Entry;
  why: 'refused' | 'not-checked';
}

/**
 * The doubt about the first call of a plan; null if there is none. The canary skips users who are inactive already
 * (`trackCanary`), and pauses the run if its first call is refused.
 */
export function firstUserDoubt<Entry extends Pick<PlanEntry, 'prediction'>>(
  entries: readonly Entry[],
): FirstUserDoubt<Entry> | null {
  const user = entries.find(({ prediction }) => prediction?.kind !== 'already-inactive');
  if (user === undefined) return null;
  if (willFail(user.prediction)) return { user, why: 'refused' };
  return predictedLeaf(user.prediction) === 'not-checked' ? { user, why: 'not-checked' } : null;
}
