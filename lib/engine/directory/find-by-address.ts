/** Finds the organisation's accounts with the given e-mail addresses. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { addressOf } from '#lib/domain/account/email-address';
import { adminReadingAt } from '#lib/domain/directory/admin-reading';
import { knownValue, readingsOfKnownAge } from '#lib/domain/directory/facts';
import { essentialsKeepMs, isYoung } from '#lib/domain/directory/freshness';
import { isOnList } from '#lib/domain/directory/sweep';
import { type Fault, type FaultCode, isNotOffered } from '#lib/domain/outcome/answer';
import type { FoundAccount } from '#lib/domain/roster/look-up';
import type { DirectoryUser } from '#lib/engine/atlassian-shapes';
import { managedListOf, readingsOf } from '#lib/engine/directory/directory';
import { newRetries } from '#lib/engine/directory/retries';
import { type Sweep, sweepAccounts } from '#lib/engine/directory/sweep';
import { adminRole, ofSearchedUser } from '#lib/engine/directory/to-readings';

/** The accounts by address (see `addressOf`), or the reason why they could not be looked up. */
type FoundByAddress =
  | { ok: true; accounts: ReadonlyMap<string, readonly FoundAccount[]> }
  | { ok: false; fault: Pick<Fault, 'message' | 'hint'> & { code: FaultCode | null } };

/**
 * Searches the organisation for these addresses, at most 100 [SPEC]. If the organisation cannot be searched (original
 * user management), its list of managed accounts is read instead, once for all addresses.
 */
export async function findByAddress(sweep: Sweep, addresses: readonly string[]): Promise<FoundByAddress> {
  const searched = await search(sweep, addresses);
  if (searched.ok || !isNotOffered(searched.fault)) return searched;
  const { part, whole } = managedListOf(sweep.store).state;
  const isFresh =
    whole !== null && part.state === 'known' && isYoung(whole.at, sweep.clock.wall(), essentialsKeepMs);
  const read = isFresh ? part : await sweepAccounts(sweep, essentialsKeepMs);
  if (read.state === 'known') return { ok: true, accounts: onTheList(sweep, addresses) };
  if (read.state === 'never') return searched;
  // A sweep keeps only the message of the fault that ended it, so its code is not known.
  return { ok: false, fault: { code: null, message: read.message, hint: read.hint } };
}

/** Repeats the whole search after a temporary fault. */
async function search(
  sweep: Sweep,
  addresses: readonly string[],
): Promise<(FoundByAddress & { ok: true }) | { ok: false; fault: Fault }> {
  const { again } = newRetries(sweep);
  for (;;) {
    const found = await searchOnce(sweep, addresses);
    if (found.ok || !(await again(found.fault))) return found;
  }
}

async function searchOnce(
  { atlassian, organisationId, store, clock, signal }: Sweep,
  emails: readonly string[],
): Promise<(FoundByAddress & { ok: true }) | { ok: false; fault: Fault }> {
  const query = { emails: emails.map(asAsked), expand: ['platformRoles'], limit: 100 } as const;
  const users: DirectoryUser[] = [];
  for await (const answer of atlassian.searchUsers(organisationId, '-', query, signal)) {
    if (!answer.ok) return { ok: false, fault: answer.fault };
    const found = answer.value.users;
    store.save(found.map((user) => ofSearchedUser(user, { at: clock.wall(), generation: 0 })));
    users.push(...found);
  }
  const accounts = new Map<string, FoundAccount[]>();
  for (const { accountId, email, name, platformRoles } of users) {
    const admin = platformRoles.includes(adminRole);
    add(accounts, addressOf(email ?? ''), { accountId, email, name, admin });
  }
  return { ok: true, accounts };
}

/** The managed accounts that have one of these addresses now. Accounts that only had it earlier are left out. */
function onTheList(
  { store, clock }: Sweep,
  addresses: readonly string[],
): ReadonlyMap<string, readonly FoundAccount[]> {
  const spellings = new Map<AccountKey, string>();
  for (const { accountId } of store.byAddress(addresses)) spellings.set(accountKey(accountId), accountId);
  const list = managedListOf(store);
  const accounts = new Map<string, FoundAccount[]>();
  for (const [key, all] of readingsOf(store, [...spellings.values()])) {
    const readings = readingsOfKnownAge(all, clock.wall());
    const email = knownValue(readings, 'email') ?? '';
    if (!isOnList(list, readings)) continue;
    const accountId = spellings.get(key) ?? key;
    const admin = adminReadingAt(all) !== null;
    add(accounts, addressOf(email), { accountId, email, name: knownValue(readings, 'name') ?? null, admin });
  }
  return accounts;
}

/** An address in a search, with the domain as it is written: which of its spellings Atlassian has is not known. */
const asAsked = (email: string): string => email.trim().normalize('NFC').toLowerCase();

function add(accounts: Map<string, FoundAccount[]>, address: string, account: FoundAccount): void {
  accounts.set(address, [...(accounts.get(address) ?? []), account]);
}
