/** Whose account has which address, among the protected: a second account with it is probably theirs. Pure. */
import { accountKey } from '#lib/domain/account/account-id';
import type { Protection, Protections } from '#lib/domain/protection/protection';
import { addressOf } from '#lib/domain/roster/look-up';

/**
 * The protected account of each address, in lower case. `said` is what the file and Atlassian's list say of accounts,
 * protected or not: a protection by account ID alone has no address of its own.
 */
export function protectedAddresses(
  protections: Protections,
  said: Iterable<{ accountId: string; email: string }>,
): ReadonlyMap<string, Protection> {
  const owners = new Map<string, Protection>();
  const add = (email: string, owner: Protection | undefined) => {
    const address = addressOf(email);
    if (owner && address.includes('@') && !owners.has(address)) owners.set(address, owner);
  };
  for (const protection of protections.values()) add(protection.email, protection);
  for (const { accountId, email } of said) add(email, protections.get(accountKey(accountId)));
  return owners;
}
