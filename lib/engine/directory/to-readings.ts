/** Turns Atlassian's answers into readings. A value that an answer lacks becomes no fact. */
import type { Person } from '#lib/domain/account/person';
import { eachOnce, productName } from '#lib/domain/directory/product-access';
import type { AccountFacts, AccountReading, Permission, ProductAccess } from '#lib/domain/directory/reading';
import { hostOf, noSites, type Sites, siteIdOf } from '#lib/engine/directory/sites';
import type { AccountProfile, DirectoryUser, ManagedAccount } from '#lib/engine/ports';

/** When the reading was made (ms since the epoch), and by which sweep (0: by a single question). */
interface Made {
  at: number;
  generation: number;
}

/** The role of an organisation admin [SPEC]. */
export const adminRole = 'atlassian/org-admin';

/** An account of the list of managed accounts. */
export function ofManagedAccount(account: ManagedAccount, made: Made): AccountReading {
  const facts: AccountFacts = {
    ...told('status', account.status),
    ...told('name', account.name),
    ...told('email', account.email),
    ...told('type', account.type),
    ...told('billable', account.billable),
    ...told('lastActive', account.lastActive),
    claim: 'managed',
    products: productsOf(account),
  };
  return { source: 'managed-accounts', accountId: account.accountId, ...made, facts };
}

/**
 * A user that the search found, in a sweep or by a question. That a role is missing says nothing: not every search is
 * told the roles. `sites`: the names of the sites, if the products are asked for.
 */
export function ofSearchedUser(user: DirectoryUser, made: Made, sites: Sites = noSites): AccountReading {
  const facts: AccountFacts = {
    ...told('type', user.accountType),
    ...told('status', user.accountStatus),
    ...told('name', user.name),
    ...told('email', user.email),
    ...told('claim', user.claimStatus),
    ...told('managementSource', user.managementSource),
    ...accessOf(user, sites),
    ...told('lastActive', latest(user.productAccess.map((access) => access.lastActive))),
    // An empty list says nothing: not every search is told the groups.
    ...(user.groups.length > 0 ? { groups: user.groups.map(({ id, name }) => name ?? id) } : {}),
    ...(user.platformRoles.includes(adminRole) ? { organisationAdmin: true } : {}),
  };
  const source = made.generation === 0 ? 'users-question' : 'users-search';
  return { source, accountId: user.accountId, ...made, facts };
}

/** The profile of an account. */
export function ofProfile(
  { accountId, status, type, name, email }: AccountProfile,
  at: number,
): AccountReading {
  const facts = { status, ...told('type', type), ...told('name', name), ...told('email', email) };
  return { source: 'profile', accountId, at, generation: 0, facts };
}

/** The answer whether an account may be deactivated. */
export function ofPermission(accountId: string, permission: Permission, at: number): AccountReading {
  return { source: 'manage', accountId, at, generation: 0, facts: { permission } };
}

/** The API tokens of an account, from either source. */
export function ofTokens({
  source,
  accountId,
  tokens,
  at,
}: {
  source: 'account-tokens' | 'organisation-tokens';
  accountId: string;
  tokens: readonly { lastAccess: string | null }[];
  at: number;
}): AccountReading {
  const lastUsed = latest(tokens.map(({ lastAccess }) => lastAccess));
  return { source, accountId, at, generation: 0, facts: { tokens: { count: tokens.length, lastUsed } } };
}

/** An account of a program. */
export function ofServiceAccount({ accountId, name, email }: Person, at: number): AccountReading {
  const facts: AccountFacts = {
    serviceAccount: true,
    ...told('name', name || null),
    ...told('email', email || null),
  };
  return { source: 'service-accounts', accountId, at, generation: 0, facts };
}

function productsOf({ products }: ManagedAccount): ProductAccess[] {
  return eachOnce(
    products.map(({ name, key, url, lastActive }) => ({
      name: productName(key, name, url ? hostOf(url) : null),
      lastActive,
    })),
  );
}

/**
 * The same of a user that the search found. It has IDs of sites instead of their names. An empty list says nothing: not
 * every search is told the products.
 */
function accessOf(
  { productAccess }: DirectoryUser,
  sites: Sites,
): Pick<AccountFacts, 'products' | 'productsBySiteId'> {
  const named: ProductAccess[] = [];
  const unnamed: ProductAccess[] = [];
  for (const { key, id, lastActive } of productAccess) {
    const siteId = id === null ? null : siteIdOf(id);
    const site = siteId === null ? null : sites.get(siteId);
    if (site !== undefined) named.push({ name: productName(key, null, site), lastActive });
    else
      unnamed.push({ name: productName(key, null, `site ${siteId?.slice(0, shownOfSiteId)}`), lastActive });
  }
  return {
    ...(named.length > 0 && { products: eachOnce(named) }),
    ...(unnamed.length > 0 && { productsBySiteId: eachOnce(unnamed) }),
  };
}

/** Characters of a site's ID that tell it from others. */
const shownOfSiteId = 8;

/** The latest of some dates in ISO 8601; null if there is none. */
function latest(dates: readonly (string | null)[]): string | null {
  return (
    dates
      .filter((date) => date !== null)
      .sort()
      .at(-1) ?? null
  );
}

function told<F extends keyof AccountFacts>(
  field: F,
  value: AccountFacts[F] | null,
): Pick<AccountFacts, F> | Record<string, never> {
  return value === null || value === undefined ? {} : ({ [field]: value } as Pick<AccountFacts, F>);
}
