/**
 * Judges the search's result for an account before its call. The search may lag behind a change, so it allows a call
 * only if nothing in it is unusual. In every other case the account's profile is read. Pure.
 */
import type { Reading } from '#lib/domain/run/judge/judge';

/** The values of the search for an account, in lower case; null for each that is missing. */
interface SearchedAccount {
  accountType: string | null;
  accountStatus: string | null;
  /** Account and membership in one [SPEC]. */
  status: string | null;
  claimStatus: string | null;
}

/** The combined statuses that are compatible with each status of the account itself [SPEC]. */
const plainStatuses: Readonly<Record<'active' | 'inactive', readonly string[]>> = {
  active: ['active', 'suspended', 'not_invited'],
  inactive: ['deactivated'],
};

/**
 * The reading on which a call may be based; null if the profile must be read. `from` is the status that the account
 * must have before the call. `closed` does not count as inactive here: the account may be in deletion.
 */
export function readingBySearch(said: SearchedAccount, from: 'active' | 'inactive'): Reading | null {
  const { accountType, accountStatus, status, claimStatus } = said;
  const isPerson = accountType === null || accountType === 'atlassian';
  const isManaged = claimStatus === null || claimStatus === 'managed';
  const isPlain = status === null || plainStatuses[from].includes(status);
  if (accountStatus !== from || !isPerson || !isManaged || !isPlain) return null;
  // Reading ahead takes none of the user's own time.
  return { says: from, text: from, tookMs: 0 };
}
