/** Whether Atlassian has called an account an organisation admin. Pure. */
import { factOf } from '#lib/domain/directory/facts';
import type { Reading } from '#lib/domain/directory/reading';

/**
 * The time when Atlassian called the account an organisation admin, ms since the epoch; null if it never did, or if it
 * said the contrary since. If its sources contradict each other, the account counts as one: whoever may be an admin is
 * guarded.
 */
export function adminSaidAt(readings: readonly Reading[]): number | null {
  const fact = factOf(readings, 'organisationAdmin');
  if (fact.state === 'never') return null;
  if (fact.value) return fact.at;
  return fact.against === null ? null : fact.against.at;
}
