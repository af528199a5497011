/** Facts about the organisation as a whole, each with its time or with the reason why it is not known. Pure. */
import type { OrganisationAdmin } from '#lib/domain/preflight/preflight';

/** The answer to a question that Atlassian was asked. `at` is ms since the epoch. */
export type Known<T> =
  | { state: 'known'; at: number; value: T }
  | { state: 'unknown'; at: number; message: string; hint: string }
  | { state: 'never' };

/** The facts that guards need; each costs one request. */
export interface OrganisationFacts {
  /** Every organisation admin. */
  admins: Known<readonly OrganisationAdmin[]>;
  /** Active managed accounts. */
  activeAccounts: Known<number>;
}

/** The value of a fact that nobody asked about. */
const neverAsked = { state: 'never' } as const;

/** The facts of an organisation before any question. */
export const noFacts: OrganisationFacts = { admins: neverAsked, activeAccounts: neverAsked };

/** The value of a fact that was learnt after `since` (ms since the epoch); else null. */
export function valueSince<T>(known: Known<T>, since: number): T | null {
  return known.state === 'known' && known.at >= since ? known.value : null;
}
