/** Turns Atlassian's answers into readings. A value that an answer lacks becomes no fact. */
import type { Person } from '#lib/domain/account/person';
import type { AccountFacts, AccountReading, Permission } from '#lib/domain/directory/reading';
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
 * told the roles.
 */
export function ofSearchedUser(user: DirectoryUser, made: Made): AccountReading {
  const facts: AccountFacts = {
    ...told('type', user.accountType),
    ...told('status', user.accountStatus),
    ...told('name', user.name),
    ...told('email', user.email),
    ...told('claim', user.claimStatus),
    ...told('managementSource', user.managementSource),
    ...(user.productAccess.length > 0 ? { products: accessOf(user) } : {}),
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

/** The sites and products to which an account has access, by name, each once with its last activity. */
function productsOf({ products }: ManagedAccount): NonNullable<AccountFacts['products']> {
  const byName = new Map<string, string | null>();
  for (const { name, key, url, lastActive } of products) {
    const shown = url ? `${name ?? key} · ${hostOf(url)}` : (name ?? key);
    byName.set(shown, latest([byName.get(shown) ?? null, lastActive]));
  }
  return [...byName].map(([name, lastActive]) => ({ name, lastActive }));
}

/** The same of a user that the search found. It names products by their keys, and no sites. */
function accessOf({ productAccess }: DirectoryUser): NonNullable<AccountFacts['products']> {
  const byKey = new Map<string, string | null>();
  for (const { key, lastActive } of productAccess) {
    byKey.set(key, latest([byKey.get(key) ?? null, lastActive]));
  }
  return [...byKey].map(([name, lastActive]) => ({ name, lastActive }));
}

/** The latest of some dates in ISO 8601; null if there is none. */
function latest(dates: readonly (string | null)[]): string | null {
  return (
    dates
      .filter((date) => date !== null)
      .sort()
      .at(-1) ?? null
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

function told<F extends keyof AccountFacts>(
  field: F,
  value: AccountFacts[F] | null,
): Pick<AccountFacts, F> | Record<string, never> {
  return value === null || value === undefined ? {} : ({ [field]: value } as Pick<AccountFacts, F>);
}
