/** Finds out whether an e-mail address now belongs to another account than a file says. Pure. */
import { addressOf } from '#lib/domain/account/email-address';
import { factOf, readingsSince, sameMomentMs } from '#lib/domain/directory/facts';
import type { Reading } from '#lib/domain/directory/reading';

/** The account that has the address now. */
export interface AddressHolder {
  accountId: string;
  /** Empty if it is not known. */
  name: string;
  /** The time of the reading with the address, ms since the epoch. */
  at: number;
}

/**
 * The time of a reading, made at or after `since`, by which the address belongs to the other account and not to the
 * user's own; null if there is none. The latest readings of both accounts decide. Times are in ms since the epoch.
 */
export function addressTakenOverAt(
  address: string,
  since: number,
  { own, other }: { own: readonly Reading[]; other: readonly Reading[] },
): number | null {
  const theirs = addressFact(address, since, other);
  if (theirs === null) return null;
  const ours = addressFact(address, since, own);
  return ours !== null && theirs - ours <= sameMomentMs ? null : theirs;
}

/**
 * The time of the last reading that gives the account this address; null if there is none, or if another reading
 * contradicts it.
 */
function addressFact(address: string, since: number, readings: readonly Reading[]): number | null {
  const fact = factOf(readingsSince(readings, since), 'email');
  const isIts = fact.state === 'known' && fact.against === null && addressOf(fact.value) === address;
  return isIts ? fact.at : null;
}
