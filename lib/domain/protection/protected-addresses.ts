/**
 * Maps the addresses of protected accounts to their protection. A second account with such an address probably belongs
 * to the same person. Pure.
 */
import { accountKey } from '#lib/domain/account/account-id';
import { addressLikeness, addressOf } from '#lib/domain/account/email-address';
import type { Protection, Protections } from '#lib/domain/protection/protection';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';

/** An address, and the protected account that owns it. */
export interface ProtectedAddress {
  address: string;
  owner: Protection;
}

/**
 * The protected account that owns each address, by `addressLikeness`. `said` has the addresses of accounts, protected
 * or not, in the file and in Atlassian's list: a protection by account ID alone has no address of its own. In pieces.
 */
export function* protectedAddresses(
  protections: Protections,
  said: Iterable<{ accountId: string; email: string }>,
): Pieces<ReadonlyMap<string, ProtectedAddress>> {
  const owners = new Map<string, ProtectedAddress>();
  const add = (email: string, owner: Protection | undefined) => {
    if (!owner) return;
    const alike = addressLikeness(email);
    if (alike.includes('@') && !owners.has(alike)) owners.set(alike, { address: addressOf(email), owner });
  };
  for (const group of inGroups(protections.values())) {
    for (const protection of group) add(protection.email, protection);
    yield;
  }
  for (const group of inGroups(said)) {
    for (const { accountId, email } of group) add(email, protections.get(accountKey(accountId)));
    yield;
  }
  return owners;
}
