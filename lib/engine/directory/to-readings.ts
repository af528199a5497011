/** Turns Atlassian's answers into readings. A value that an answer lacks becomes no fact. */
import type { AccountFacts, AccountReading, Permission } from '#lib/domain/directory/reading';
import type { DirectoryUser, ManagedAccount } from '#lib/engine/ports';

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
    ...told('lastActive', account.lastActive),
    claim: 'managed',
    products: productNames(account).map((name) => ({ name, lastActive: null })),
  };
  return { source: 'managed-accounts', accountId: account.accountId, ...made, facts };
}

/** A user that the search found. That a role is missing says nothing: not every search is told the roles. */
export function ofSearchedUser(user: DirectoryUser, made: Made): AccountReading {
  const facts: AccountFacts = {
    ...told('status', user.accountStatus),
    ...told('name', user.name),
    ...told('email', user.email),
    ...told('claim', user.claimStatus),
    ...told('managementSource', user.managementSource),
    ...(user.platformRoles.includes(adminRole) ? { organisationAdmin: true } : {}),
  };
  return { source: 'users-search', accountId: user.accountId, ...made, facts };
}

/** The answer whether an account may be deactivated. */
export function ofPermission(accountId: string, permission: Permission, at: number): AccountReading {
  return { source: 'manage', accountId, at, generation: 0, facts: { permission } };
}

/** The API tokens of an account. */
export function ofTokens(
  accountId: string,
  tokens: readonly { lastAccess: string | null }[],
  at: number,
): AccountReading {
  const lastUsed =
    tokens
      .flatMap(({ lastAccess }) => lastAccess ?? [])
      .sort()
      .at(-1) ?? null;
  const facts = { tokens: { count: tokens.length, lastUsed } };
  return { source: 'account-tokens', accountId, at, generation: 0, facts };
}

/** The sites and products to which an account has access, by name, each once. */
export function productNames({ products }: ManagedAccount): string[] {
  return [
    ...new Set(
      products.map(({ name, key, url }) => (url ? `${name ?? key} · ${hostOf(url)}` : (name ?? key))),
    ),
  ];
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
