/** Reads everybody that the directory knows as a managed account of the organisation. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import {
  type DirectoryAccount,
  type ManagedAccountFacts,
  managedAccount,
  type OrganisationLists,
} from '#lib/domain/directory/managed-account';
import type { Pieces } from '#lib/domain/text/pieces';
import type { LastRun } from '#lib/engine/history/run-history';
import type { DirectoryStore } from '#lib/engine/storage';

/** Number of accounts read at once: some milliseconds of work. */
const accountsAtOnce = 250;

/** The lists of the organisation, as the directory has them. */
export function listsOf(store: Pick<DirectoryStore, 'sweep'>): OrganisationLists {
  return {
    'managed-accounts': store.sweep('managed-accounts'),
    'users-search': store.sweep('users-search'),
  };
}

/** The managed accounts in the order of their keys. Their status counts only if it was read after the last run. */
export function* organisationAccounts(
  store: DirectoryStore,
  lastRuns: ReadonlyMap<AccountKey, LastRun>,
): Pieces<ManagedAccountFacts[]> {
  const lists = listsOf(store);
  const found: ManagedAccountFacts[] = [];
  let after: AccountKey | null = null;
  for (;;) {
    const page: readonly DirectoryAccount[] = store.page(after, accountsAtOnce);
    const last = page.at(-1);
    if (last === undefined) return found;
    after = accountKey(last.accountId);
    for (const account of page) {
      const facts = managedAccount(account, lists, lastRuns.get(accountKey(account.accountId))?.endedAt ?? 0);
      if (facts !== null) found.push(facts);
    }
    yield;
  }
}
