/** The description of a reading before a call. Pure. */
import type { ReadBeforeCall } from '#lib/domain/run/events';

/** The name of each source. */
export const readByLabels: Readonly<Record<ReadBeforeCall, string>> = {
  profile: 'Profile',
  'users-search': 'Search',
};

/**
 * Text about a reading by the search before a call: `Was active by Atlassian’s search, 20 s before the call.` `when` is
 * added if it is known. The search may lag behind a change [INFER], so the sentence names it.
 */
export function searchedText(before: string, ageMs: number, when: string | null = null): string {
  const age = ageMs < 1_000 ? 'less than a second' : `${Math.round(ageMs / 1_000)} s`;
  return `Was ${before}${when === null ? '' : ` at ${when}`} by Atlassian’s search, ${age} before the call.`;
}
