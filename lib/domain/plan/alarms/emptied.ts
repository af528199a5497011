/** Finds the groups, domains and products that a plan would leave without an active member. Pure. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';

/** An account with its domain, groups and products. */
export interface Membership {
  accountId: string;
  active: boolean;
  domain: string;
  groups: readonly string[];
  products: readonly string[];
}

/** A domain, group or product that has at least two active members now, and none after the plan. */
interface Emptied {
  name: string;
  /** The number of accounts that are active members; each counts once. */
  members: number;
  /** The active members among the accounts at hand. All of them are in the plan. */
  going: readonly AccountKey[];
}

/**
 * Finds them, the largest first. `organisation` has the number of active members in the whole organisation. If it is
 * null, only the accounts at hand are known, and nothing is concluded when all their active ones are planned: a
 * filtered file contains nobody else. In pieces.
 */
export function* emptied(
  memberships: readonly Membership[],
  gone: ReadonlySet<AccountKey>,
  kind: 'domain' | 'group' | 'product',
  organisation: Readonly<Record<string, number>> | null,
): Pieces<Emptied[]> {
  const tally = new Map<string, { members: number; going: AccountKey[] }>();
  const counted = new Set<AccountKey>();
  let staying = 0;
  for (const group of inGroups(memberships)) {
    for (const member of group) {
      const key = accountKey(member.accountId);
      if (!member.active || counted.has(key)) continue;
      counted.add(key);
      if (!gone.has(key)) staying += 1;
      for (const name of new Set(namesOf(member, kind))) {
        if (name === '') continue;
        const entry = tally.get(name) ?? { members: 0, going: [] };
        entry.members += 1;
        if (gone.has(key)) entry.going.push(key);
        tally.set(name, entry);
      }
    }
    yield;
  }
  if (organisation === null && staying === 0) return [];
  const everywhere = (name: string) =>
    organisation !== null && Object.hasOwn(organisation, name) ? (organisation[name] ?? 0) : 0;
  return (
    [...tally]
      .map(([name, { members, going }]) => ({ name, going, members: Math.max(members, everywhere(name)) }))
      // A group with one member is not worth an alarm.
      .filter(({ members, going }) => members >= 2 && going.length >= members)
      .sort((a, b) => b.members - a.members || (a.name < b.name ? -1 : 1))
  );
}

function namesOf(member: Membership, kind: 'domain' | 'group' | 'product'): readonly string[] {
  if (kind === 'domain') return [member.domain];
  return kind === 'group' ? member.groups : member.products;
}
