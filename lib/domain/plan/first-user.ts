/** The first call of a run, at which it may pause. Pure. */
import { predictedLeaf } from '#lib/domain/plan/leaf';
import type { PlanEntry } from '#lib/domain/plan/plan';
import { willFail } from '#lib/domain/preflight/preflight';

/** The user of the first call, who is predicted to be refused, or of whom it is not known. */
interface FirstUserDoubt<Entry> {
  user: Entry;
  why: 'refused' | 'not-checked';
}

/**
 * What speaks against the first call of a plan; null if nothing does. The canary passes over users who are inactive
 * already (`trackCanary`), and pauses the run where its first call is refused.
 */
export function firstUserDoubt<Entry extends Pick<PlanEntry, 'prediction'>>(
  entries: readonly Entry[],
): FirstUserDoubt<Entry> | null {
  const user = entries.find(({ prediction }) => prediction?.kind !== 'already-inactive');
  if (user === undefined) return null;
  if (willFail(user.prediction)) return { user, why: 'refused' };
  return predictedLeaf(user.prediction) === 'not-checked' ? { user, why: 'not-checked' } : null;
}
