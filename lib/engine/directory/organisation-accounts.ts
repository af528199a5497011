/** Reads all managed accounts of the organisation from the directory. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { readingsStillHeld } from '#lib/domain/directory/after-run';
import {
  type ManagedAccountFacts,
  managedAccount,
  type OrganisationLists,
} from '#lib/domain/directory/managed-account';
import type { Pieces } from '#lib/domain/text/pieces';
import type { LastRun } from '#lib/engine/history/run-history';
import type { DirectoryPage, DirectoryStore } from '#lib/engine/storage/directories';

/** Number of accounts read at once: some milliseconds of work. */
const accountsAtOnce = 250;

/** The lists of the organisation, as the directory has them. */
export function listsOf(store: Pick<DirectoryStore, 'sweep'>): OrganisationLists {
  return {
    'managed-accounts': store.sweep('managed-accounts'),
    'users-search': store.sweep('users-search'),
  };
}

/**
 * The managed accounts in the order in which they were first listed. Their status counts only if it was read after the
 * last run, and not before the clock was set back to `now`, ms since the epoch.
 */
export function* organisationAccounts(
  store: DirectoryStore,
  lastRuns: ReadonlyMap<AccountKey, LastRun>,
  now: number,
): Pieces<ManagedAccountFacts[]> {
  const lists = listsOf(store);
  const found: ManagedAccountFacts[] = [];
  for (let from: number | null = 0; from !== null; ) {
    const page: DirectoryPage = store.page(from, accountsAtOnce);
    for (const account of page.accounts) {
      const last = lastRuns.get(accountKey(account.accountId));
      const facts = managedAccount(account, lists, readingsStillHeld(account.readings, last, now));
      if (facts !== null) found.push(facts);
    }
    from = page.next;
    yield;
  }
  return found;
}
