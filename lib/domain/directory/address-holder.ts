/** The account that has an e-mail address now, where a file gives the address to another account. Pure. */
import { factOf, saidSince, sameMomentMs } from '#lib/domain/directory/facts';
import type { Reading } from '#lib/domain/directory/reading';
import { addressOf } from '#lib/domain/roster/look-up';

/** The account that has the address now. */
export interface AddressHolder {
  accountId: string;
  /** Empty if it is not known. */
  name: string;
  /** The time when Atlassian said so, ms since the epoch. */
  at: number;
}

/**
 * The time when Atlassian said, at or after `since`, that the address is the other account's and not the own one's;
 * null if it did not. Both are told apart by their latest readings. Times are in ms since the epoch.
 */
export function heldInstead(
  address: string,
  since: number,
  { own, other }: { own: readonly Reading[]; other: readonly Reading[] },
): number | null {
  const theirs = addressFact(address, since, other);
  if (theirs === null) return null;
  const ours = addressFact(address, since, own);
  return ours !== null && theirs - ours <= sameMomentMs ? null : theirs;
}

/** The time when the account was last said to have this address; null if it was not, or if that is contradicted. */
function addressFact(address: string, since: number, readings: readonly Reading[]): number | null {
  const fact = factOf(saidSince(readings, since), 'email');
  const isIts = fact.state === 'known' && fact.against === null && addressOf(fact.value) === address;
  return isIts ? fact.at : null;
}
