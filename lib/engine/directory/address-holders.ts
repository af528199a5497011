/** Finds the users of a file whose e-mail address now belongs to another account. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { addressOf } from '#lib/domain/account/email-address';
import { type AddressHolder, addressTakenOverAt } from '#lib/domain/directory/address-holder';
import { knownValue } from '#lib/domain/directory/facts';
import type { RosterUser } from '#lib/domain/roster/roster';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import { readingsOf } from '#lib/engine/directory/directory';
import type { DirectoryStore, ReadingsByAccount } from '#lib/engine/storage/directories';

/** Number of addresses looked for in one piece: some milliseconds of work. */
const addressesAtOnce = 500;

/**
 * The account that now holds each user's address, by the key of the user's own account. `accounts` has Atlassian's
 * readings of the users. Readings from before `since` (ms since the epoch) do not count.
 */
export function* findAddressHolders(
  store: DirectoryStore,
  users: readonly RosterUser[],
  accounts: ReadingsByAccount,
  since: number,
): Pieces<ReadonlyMap<AccountKey, AddressHolder>> {
  const holders = new Map<AccountKey, AddressHolder>();
  const shared = store.sharedAddresses();
  for (const group of inGroups(users, addressesAtOnce)) {
    const owners = ownersOf(group, accounts, shared);
    if (owners.size > 0) addHolders(holders, { store, owners, accounts, since });
    yield;
  }
  return holders;
}

function addHolders(
  holders: Map<AccountKey, AddressHolder>,
  {
    store,
    owners,
    accounts,
    since,
  }: {
    store: DirectoryStore;
    owners: ReadonlyMap<string, readonly AccountKey[]>;
    accounts: ReadingsByAccount;
    since: number;
  },
): void {
  for (const { accountId, address } of store.accountsAt([...owners.keys()])) {
    for (const key of owners.get(address) ?? []) {
      if (key === accountKey(accountId)) continue;
      const other = readingsOf(store, [accountId]).get(accountKey(accountId)) ?? [];
      const at = addressTakenOverAt(address, since, { own: accounts.get(key) ?? [], other });
      if (at !== null) holders.set(key, { accountId, name: knownValue(other, 'name') ?? '', at });
    }
  }
}

/**
 * The accounts that need a look-up, by the address that the file gives them. Nearly every account is left out:
 * Atlassian confirms its address, and no other account has the same one.
 */
function ownersOf(
  users: readonly RosterUser[],
  accounts: ReadingsByAccount,
  shared: ReadonlySet<string>,
): Map<string, AccountKey[]> {
  const owners = new Map<string, AccountKey[]>();
  for (const { accountId, email } of users) {
    const address = addressOf(email);
    if (accountId === null || !address.includes('@')) continue;
    const key = accountKey(accountId);
    const isItsOwn = (accounts.get(key) ?? []).some(({ facts }) => addressOf(facts.email ?? '') === address);
    if (isItsOwn && !shared.has(address)) continue;
    owners.set(address, [...(owners.get(address) ?? []), key]);
  }
  return owners;
}
