/**
 * Maps the addresses of protected accounts to their protection. A second account with such an address probably belongs
 * to the same person. Pure.
 */
import { accountKey } from '#lib/domain/account/account-id';
import type { Protection, Protections } from '#lib/domain/protection/protection';
import { addressOf } from '#lib/domain/roster/look-up';

/**
 * The protected account that owns each address; addresses in lower case. `said` is what the file and Atlassian's list
 * say about accounts, protected or not: a protection by account ID alone has no address of its own.
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
