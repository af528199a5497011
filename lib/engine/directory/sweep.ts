/** The lists that preflight reads: managed accounts, organisation admins, provisioned accounts. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { readAccountStatus } from '#lib/domain/account/account-status';
import { emailDomain } from '#lib/domain/account/email-domain';
import type { Fault } from '#lib/domain/outcome/answer';
import type { Known } from '#lib/domain/preflight/organisation-facts';
import type {
  ListedAccount,
  OrganisationAdmin,
  PartState,
  PreflightRecord,
} from '#lib/domain/preflight/preflight';
import { newPatience, type Patience } from '#lib/engine/directory/patience';
import type { Atlassian, DirectoryUser, ManagedAccount } from '#lib/engine/ports';

/** The parts that reading a list needs. */
export interface Sweep extends Patience {
  atlassian: Atlassian;
  organisationId: string;
  /** Called after each page with the number read, and the total (null: not given). */
  progress(done: number, total: number | null): void;
}

type Totals = Pick<PreflightRecord, 'accounts' | 'activeByDomain' | 'activeByProduct'>;

/**
 * Reads all pages of the managed accounts. After a fault it continues with the failed page. Keeps only the accounts in
 * `wanted`, with the spelling of the ID in `wanted`.
 */
export async function sweepAccounts(
  sweep: Sweep,
  wanted: ReadonlySet<string>,
): Promise<{ part: PartState; listed: Map<string, ListedAccount>; totals: Totals }> {
  const { atlassian, organisationId, signal, clock } = sweep;
  const listed = new Map<string, ListedAccount>();
  const spellings = new Map<AccountKey, string[]>();
  for (const accountId of wanted) {
    const key = accountKey(accountId);
    spellings.set(key, [...(spellings.get(key) ?? []), accountId]);
  }
  const seen = new Set<string>();
  const domains = new Map<string, number>();
  const products = new Map<string, number>();
  const patience = newPatience(sweep);
  let active = 0;
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
      for (const account of answer.value.accounts) {
        if (seen.has(account.accountId)) continue;
        seen.add(account.accountId);
        for (const spelling of spellings.get(accountKey(account.accountId)) ?? []) {
          listed.set(spelling, toListed(account));
        }
        if (readAccountStatus(account.status) !== 'active') continue;
        active += 1;
        count(domains, emailDomain(account.email ?? ''));
        for (const product of productNames(account)) count(products, product);
      }
      total = answer.value.total ?? total;
      cursor = answer.value.next ?? cursor;
      sweep.progress(seen.size, total);
    }
  } while (fault !== null && (await patience.again(fault)));

  const at = clock.wall();
  const totals: Totals = {
    accounts: { total: seen.size, active },
    activeByDomain: Object.fromEntries(domains),
    activeByProduct: Object.fromEntries(products),
  };
  if (fault === null && total !== null && seen.size < total) {
    const message = `Atlassian says that it manages ${total} accounts, and listed ${seen.size} of them.`;
    return { part: { state: 'partly', at, message, hint: 'Check again.' }, listed, totals: noTotals };
  }
  if (fault === null) return { part: { state: 'known', at }, listed, totals };
  const { message, hint } = why(sweep, fault);
  const state = listed.size > 0 ? 'partly' : 'unknown';
  return { part: { state, at, message, hint }, listed, totals: noTotals };
}

const adminRole = 'atlassian/org-admin';

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

/** The accounts that an identity provider provisions, if the organisation can be searched. */
export async function findProvisioned(sweep: Sweep): Promise<{ part: PartState; synced: string[] }> {
  const found = await search(sweep, { claimStatus: 'managed', limit: 100 });
  if (!found.ok) return { part: found.part, synced: [] };
  const synced = found.users.filter((user) => user.managementSource === 'synced');
  return { part: found.part, synced: synced.map(({ accountId }) => accountId) };
}

async function search(
  sweep: Sweep,
  query: Parameters<Atlassian['searchUsers']>[2],
): Promise<
  | { ok: true; part: PartState; users: DirectoryUser[] }
  | { ok: false; part: PartState & { state: 'unknown' } }
> {
  const { atlassian, organisationId, signal, clock } = sweep;
  const { again } = newPatience(sweep);
  for (;;) {
    const users = new Map<string, DirectoryUser>();
    let fault: Fault | null = null;
    for await (const answer of atlassian.searchUsers(organisationId, '-', query, signal)) {
      if (!answer.ok) {
        fault = answer.fault;
        break;
      }
      for (const user of answer.value) users.set(user.accountId, user);
      sweep.progress(users.size, null);
    }
    const at = clock.wall();
    if (fault === null) return { ok: true, part: { state: 'known', at }, users: [...users.values()] };
    if (await again(fault)) continue;
    return { ok: false, part: { state: 'unknown', at, ...why(sweep, fault) } };
  }
}

const noTotals: Totals = { accounts: null, activeByDomain: {}, activeByProduct: {} };

/** Why something is not known. */
export function why({ signal }: { signal: AbortSignal }, fault: Fault): { message: string; hint: string } {
  if (!signal.aborted) return { message: fault.message, hint: fault.hint };
  return { message: 'It was stopped before the end.', hint: 'Check again, with more time.' };
}

function toListed(account: ManagedAccount): ListedAccount {
  const { status, name, email, lastActive } = account;
  return { status, name, email, lastActive, products: productNames(account) };
}

function productNames({ products }: ManagedAccount): string[] {
  return [
    ...new Set(
      products.map(({ name, key, url }) => (url ? `${name ?? key} · ${hostOf(url)}` : (name ?? key))),
    ),
  ];
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

function count(tally: Map<string, number>, name: string): void {
  tally.set(name, (tally.get(name) ?? 0) + 1);
}
