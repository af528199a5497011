/** Reduces all readings of a managed account to one value per fact. Pure. */
import { factOf, knownValue } from '#lib/domain/directory/facts';
import { productsOf } from '#lib/domain/directory/product-access';
import type { Reading } from '#lib/domain/directory/reading';
import { isOnList, type SweepState } from '#lib/domain/directory/sweep';

/**
 * The lists of the organisation's accounts. The list of managed accounts comes first, since it has most of the facts.
 */
export const accountLists = ['managed-accounts', 'users-search'] as const;

/** The lists of the organisation, by source. */
export type OrganisationLists = Readonly<Record<(typeof accountLists)[number], SweepState>>;

/** An account with all its readings. */
export interface DirectoryAccount {
  /** As Atlassian spells it. */
  accountId: string;
  readings: readonly Reading[];
}

/** A managed account. Facts that no source has are empty or undefined. */
export interface ManagedAccountFacts {
  accountId: string;
  name: string;
  email: string;
  /** Names and addresses in other readings that differ. Protection rules examine them too. */
  aliases: readonly { name: string; email: string }[];
  /** Atlassian's own text. Two texts if two sources contradict each other: then the status is not known. */
  status: string;
  /** The time when the status was read, ms since the epoch; null if it is not known. */
  statusAt: number | null;
  isOrganisationAdmin: boolean;
  /** ISO 8601; null means never; undefined means that no source has it. */
  lastActive: string | null | undefined;
  billable: boolean | undefined;
  managementSource: string;
  products: readonly string[];
  /** False if a whole list no longer contains the account, and no other list does. */
  isListed: boolean;
}

/**
 * The facts of a managed account; null if the organisation does not manage the account. Its status is taken from the
 * readings that still hold (`held`, by `readingsStillHeld`), its name and address from them or, if they have none, from
 * all readings, and everything else from all of them.
 */
export function managedAccount(
  { accountId, readings }: DirectoryAccount,
  lists: OrganisationLists,
  held: readonly Reading[],
): ManagedAccountFacts | null {
  if (!isManaged(readings)) return null;
  const name = knownValue(held, 'name') ?? knownValue(readings, 'name') ?? '';
  const email = knownValue(held, 'email') ?? knownValue(readings, 'email') ?? '';
  return {
    accountId,
    name,
    email,
    aliases: readings.flatMap(({ facts }) => {
      const alias = { name: facts.name ?? name, email: facts.email ?? email };
      return alias.name === name && alias.email === email ? [] : [alias];
    }),
    ...statusOf(held),
    isOrganisationAdmin: readings.some(({ facts }) => facts.organisationAdmin === true),
    lastActive: latestActivity(readings),
    billable: knownValue(readings, 'billable'),
    managementSource: knownValue(readings, 'managementSource') ?? '',
    products: productsOf(readings).map(({ name }) => name),
    isListed: isListed(readings, lists),
  };
}

/**
 * The latest activity according to any source, since being seen in one place is enough. The result is "never" only if
 * no source has a date.
 */
function latestActivity(readings: readonly Reading[]): string | null | undefined {
  let latest: string | null | undefined;
  for (const { facts } of readings) {
    const { lastActive } = facts;
    if (lastActive === undefined) continue;
    if (latest === undefined || latest === null || (lastActive ?? '') > latest) latest = lastActive;
  }
  return latest;
}

/**
 * Whether the organisation manages the account. A sweep of the search requests managed users only, so users in it are
 * managed unless a reading says otherwise.
 */
function isManaged(readings: readonly Reading[]): boolean {
  const claim = knownValue(readings, 'claim');
  if (claim !== undefined) return claim === 'managed';
  return readings.some(({ source }) => source === 'users-search');
}

function isListed(readings: readonly Reading[], lists: OrganisationLists): boolean {
  const verdicts = accountLists.map((source) => isOnList({ source, state: lists[source] }, readings));
  return verdicts.includes(true) || !verdicts.includes(false);
}

function statusOf(readings: readonly Reading[]): Pick<ManagedAccountFacts, 'status' | 'statusAt'> {
  const fact = factOf(readings, 'status');
  if (fact.state === 'never') return { status: '', statusAt: null };
  const { value, at, against } = fact;
  return { status: against === null ? value : `${value}, or ${against.value}`, statusAt: at };
}
