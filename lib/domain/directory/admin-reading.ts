/** Whether Atlassian has called an account an organisation admin. Pure. */
import { factOf } from '#lib/domain/directory/facts';
import type { Reading } from '#lib/domain/directory/reading';

/**
 * The time of the last reading that calls the account an organisation admin, ms since the epoch; null if there is none,
 * or if a later reading denies it. If sources contradict each other, the account counts as an admin, since guards must
 * not miss one.
 */
export function adminReadingAt(readings: readonly Reading[]): number | null {
  const fact = factOf(readings, 'organisationAdmin');
  if (fact.state === 'never') return null;
  if (fact.value) return fact.at;
  return fact.against === null ? null : fact.against.at;
}
