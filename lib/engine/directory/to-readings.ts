/** Turns Atlassian's answers into readings. Values that an answer lacks are left out. */
import type { Person } from '#lib/domain/account/person';
import { eachOnce, productName } from '#lib/domain/directory/product-access';
import type { AccountFacts, AccountReading, Permission, ProductAccess } from '#lib/domain/directory/reading';
import type { AccountProfile, DirectoryUser, ManagedAccount } from '#lib/engine/atlassian-shapes';
import { hostOf, noSites, type Sites, siteIdOf } from '#lib/engine/directory/sites';

/** The time when the reading was made (ms since the epoch), and by which sweep (0: by a single question). */
interface Made {
  at: number;
  generation: number;
}

/** The role of an organisation admin [SPEC]. */
export const adminRole = 'atlassian/org-admin';

/** An account of the list of managed accounts. */
export function ofManagedAccount(account: ManagedAccount, made: Made): AccountReading {
  const { status, name, email, type, billable, lastActive } = account;
  const products = productsOf(account);
  const facts = known({ status, name, email, type, billable, lastActive, claim: 'managed', products });
  return { source: 'managed-accounts', accountId: account.accountId, ...made, facts };
}

/**
 * A user from the search, in a sweep or by a question. A missing role proves nothing, since not every search requests
 * roles. `sites`: the names of the sites, if products are requested.
 */
export function ofSearchedUser(user: DirectoryUser, made: Made, sites: Sites = noSites): AccountReading {
  const { name, email, managementSource, groups, productAccess, platformRoles } = user;
  const facts = known({
    type: user.accountType,
    status: user.accountStatus,
    name,
    email,
    claim: user.claimStatus,
    managementSource,
    ...accessOf(user, sites),
    lastActive: latest(productAccess.map((access) => access.lastActive)),
    // An empty list proves nothing, since not every search requests groups.
    groups: groups.length > 0 ? groups.map((group) => group.name ?? group.id) : null,
    organisationAdmin: platformRoles.includes(adminRole) ? true : null,
  });
  const source = made.generation === 0 ? 'users-question' : 'users-search';
  return { source, accountId: user.accountId, ...made, facts };
}

/** The profile of an account. */
export function ofProfile(
  { accountId, status, type, name, email }: AccountProfile,
  at: number,
): AccountReading {
  const facts = known({ status, type, name, email });
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
  const facts = known({ serviceAccount: true, name: name || null, email: email || null });
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
 * The products of a user from the search, which has IDs of sites instead of their names. An empty list proves nothing,
 * since not every search requests products.
 */
function accessOf(
  { productAccess }: DirectoryUser,
  sites: Sites,
): { products: ProductAccess[] | null; productsBySiteId: ProductAccess[] | null } {
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
    products: named.length > 0 ? eachOnce(named) : null,
    productsBySiteId: unnamed.length > 0 ? eachOnce(unnamed) : null,
  };
}

/** Number of characters of a site's ID that are shown: enough to distinguish sites. */
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

/** The facts without those that the answer did not have. */
function known(said: { readonly [F in keyof AccountFacts]: AccountFacts[F] | null }): AccountFacts {
  const facts: Partial<Record<keyof AccountFacts, unknown>> = {};
  for (const field of Object.keys(said) as (keyof AccountFacts)[]) {
    const value = said[field];
    if (value !== null && value !== undefined) facts[field] = value;
  }
  return facts as AccountFacts;
}
