/** What Atlassian says of the organisation as a whole, each fact with its time or with why it is not known. Pure. */
import type { OrganisationAdmin } from '#lib/domain/preflight/preflight';

/** Something that was asked of Atlassian. `at` is ms since the epoch. */
export type Known<T> =
  | { state: 'known'; at: number; value: T }
  | { state: 'unknown'; at: number; message: string; hint: string }
  | { state: 'never' };

/** The few facts that guards need and that one request each can bring. */
export interface OrganisationFacts {
  /** Every organisation admin. */
  admins: Known<readonly OrganisationAdmin[]>;
  /** Active managed accounts. */
  activeAccounts: Known<number>;
}

/** A fact that nobody asked about. */
export const neverAsked = { state: 'never' } as const;

/** The facts of an organisation that nothing was asked of. */
export const noFacts: OrganisationFacts = { admins: neverAsked, activeAccounts: neverAsked };

/** The value of a fact that was learnt after `since` (ms since the epoch); null where it was not. */
export function valueSince<T>(known: Known<T>, since: number): T | null {
  return known.state === 'known' && known.at >= since ? known.value : null;
}
