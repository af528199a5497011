/** Reads whole lists into the directory: managed accounts, and everybody that the search finds. One page is in memory. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { readAccountStatus } from '#lib/domain/account/account-status';
import { emailDomain } from '#lib/domain/account/email-domain';
import type { Known, PartState } from '#lib/domain/directory/known';
import type { OrganisationAdmin } from '#lib/domain/directory/organisation-facts';
import { afterSweep, type Totals } from '#lib/domain/directory/sweep';
import type { Fault } from '#lib/domain/outcome/answer';
import { newPatience, type Patience } from '#lib/engine/directory/patience';
import { adminRole, ofManagedAccount, ofSearchedUser, productNames } from '#lib/engine/directory/to-readings';
import type { Atlassian, DirectoryUser, ManagedAccount } from '#lib/engine/ports';
import type { DirectoryStore } from '#lib/engine/storage';

/** The parts that reading a list needs. */
export interface Sweep extends Patience {
  atlassian: Atlassian;
  organisationId: string;
  store: DirectoryStore;
  /** Called after each page with the number read, and the total (null: not given). */
  progress(done: number, total: number | null): void;
}

/**
 * Reads all pages of the managed accounts. After a fault it continues with the failed page. Every page is kept at once;
 * that somebody is not on the list follows only if it was read to its end.
 */
export async function sweepAccounts(sweep: Sweep): Promise<PartState> {
  const { atlassian, organisationId, signal, clock, store } = sweep;
  const before = store.sweep('managed-accounts');
  const generation = before.generation + 1;
  const seen = new Set<AccountKey>();
  const tally = newTally();
  const patience = newPatience(sweep);
  let total: number | null = null;
  let cursor: string | null = null;
  let fault: Fault | null = null;
  do {
    fault = null;
    for await (const answer of atlassian.managedAccounts(organisationId, signal, cursor)) {
      if (!answer.ok) {
        fault = answer.fault;
        break;
      }
      patience.reset();
      const { accounts } = answer.value;
      store.save(accounts.map((account) => ofManagedAccount(account, { at: clock.wall(), generation })));
      for (const account of accounts) {
        const key = accountKey(account.accountId);
        if (!seen.has(key)) tally.add(account);
        seen.add(key);
      }
      total = answer.value.total ?? total;
      cursor = answer.value.next ?? cursor;
      sweep.progress(seen.size, total);
    }
  } while (fault !== null && (await patience.again(fault)));
  const part = partOf(sweep, fault, seen.size, total);
  store.saveSweep(
    'managed-accounts',
    afterSweep(before, part, part.state === 'known' ? tally.totals() : null),
  );
  return part;
}

/** How much of the list was read. */
function partOf(sweep: Sweep, fault: Fault | null, listed: number, total: number | null): PartState {
  const at = sweep.clock.wall();
  if (fault !== null) return { state: listed > 0 ? 'partly' : 'unknown', at, ...why(sweep, fault) };
  if (total === null || listed >= total) return { state: 'known', at };
  const message = `Atlassian says that it manages ${total} accounts, and listed ${listed} of them.`;
  return { state: 'partly', at, message, hint: 'Check again.' };
}

/** Counts accounts, and the active ones among them by e-mail domain and product. */
function newTally(): { add(account: ManagedAccount): void; totals(): Totals } {
  const domains = new Map<string, number>();
  const products = new Map<string, number>();
  let total = 0;
  let active = 0;
  return {
    add(account) {
      total += 1;
      if (readAccountStatus(account.status) !== 'active') return;
      active += 1;
      count(domains, emailDomain(account.email ?? ''));
      for (const product of productNames(account)) count(products, product);
    },
    totals: () => ({
      total,
      active,
      activeByDomain: Object.fromEntries(domains),
      activeByProduct: Object.fromEntries(products),
    }),
  };
}

/** An organisation admin, and whether the organisation manages the account. */
type FoundAdmin = OrganisationAdmin & { managed: boolean };

/** All organisation admins, if the organisation can be searched. One request is enough if there are few. */
export async function findAdmins(sweep: Sweep): Promise<Known<readonly FoundAdmin[]>> {
  const found = await search(sweep, { roleIds: [adminRole], expand: ['platformRoles'], limit: 100 });
  const at = sweep.clock.wall();
  if (!found.ok) return found.part;
  const hint = 'Protect the organisation admins by hand.';
  if (found.users.length === 0) {
    // Every organisation has at least one: an admin created the key.
    return { state: 'unknown', at, message: 'Atlassian named no organisation admin at all.', hint };
  }
  // The roles in the answer decide: a search that ignores the filter would make everybody an admin.
  if (!found.users.some(({ platformRoles }) => platformRoles.length > 0)) {
    const message = `Asked for the organisation admins, Atlassian named ${found.users.length} people and no role.`;
    return { state: 'unknown', at, message, hint };
  }
  const people = found.users.filter(({ platformRoles }) => platformRoles.includes(adminRole));
  const value = people.map((user) => ({
    accountId: user.accountId,
    name: user.name ?? '',
    email: user.email ?? '',
    active: user.accountStatus === null || readAccountStatus(user.accountStatus) === 'active',
    managed: user.claimStatus !== 'unmanaged',
  }));
  return { state: 'known', at, value };
}

/** Reads everybody that the organisation manages from the search: it alone tells who is provisioned. */
export async function sweepUsers(sweep: Sweep): Promise<void> {
  const before = sweep.store.sweep('users-search');
  const generation = before.generation + 1;
  const found = await search(sweep, { claimStatus: 'managed', limit: 100 }, generation);
  const totals = {
    total: found.ok ? found.users.length : 0,
    active: 0,
    activeByDomain: {},
    activeByProduct: {},
  };
  sweep.store.saveSweep('users-search', afterSweep(before, found.part, found.ok ? totals : null));
}

/** Reads all pages, and keeps each at once. A single question has the generation 0. */
async function search(
  sweep: Sweep,
  query: Parameters<Atlassian['searchUsers']>[2],
  generation = 0,
): Promise<
  | { ok: true; part: PartState; users: DirectoryUser[] }
  | { ok: false; part: PartState & { state: 'unknown' } }
> {
  const { atlassian, organisationId, signal, clock, store } = sweep;
  const { again } = newPatience(sweep);
  for (;;) {
    const users = new Map<string, DirectoryUser>();
    let fault: Fault | null = null;
    for await (const answer of atlassian.searchUsers(organisationId, '-', query, signal)) {
      if (!answer.ok) {
        fault = answer.fault;
        break;
      }
      store.save(answer.value.map((user) => ofSearchedUser(user, { at: clock.wall(), generation })));
      for (const user of answer.value) users.set(user.accountId, user);
      sweep.progress(users.size, null);
    }
    const at = clock.wall();
    if (fault === null) return { ok: true, part: { state: 'known', at }, users: [...users.values()] };
    if (await again(fault)) continue;
    return { ok: false, part: { state: 'unknown', at, ...why(sweep, fault) } };
  }
}

/** Why something is not known. */
export function why({ signal }: { signal: AbortSignal }, fault: Fault): { message: string; hint: string } {
  if (!signal.aborted) return { message: fault.message, hint: fault.hint };
  return { message: 'It was stopped before the end.', hint: 'Check again, with more time.' };
}

function count(tally: Map<string, number>, name: string): void {
  tally.set(name, (tally.get(name) ?? 0) + 1);
}
