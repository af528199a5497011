/** Which groups, domains and products a plan would leave without anybody active. Pure. */

export interface Membership {
  accountId: string;
  active: boolean;
  domain: string;
  groups: readonly string[];
  products: readonly string[];
}

/**
 * Names of those that have active members now, at least two, and none once `gone` are; the largest first.
 * `organisation` has their active members beyond those at hand, where it is known.
 */
export function emptied(
  memberships: readonly Membership[],
  gone: ReadonlySet<string>,
  kind: 'domain' | 'group' | 'product',
  organisation: Readonly<Record<string, number>> = {},
): { name: string; members: number }[] {
  const tally = new Map<string, { members: number; going: number }>();
  for (const member of memberships) {
    if (!member.active) continue;
    for (const name of new Set(namesOf(member, kind))) {
      if (name === '') continue;
      const entry = tally.get(name) ?? { members: 0, going: 0 };
      entry.members += 1;
      if (gone.has(member.accountId)) entry.going += 1;
      tally.set(name, entry);
    }
  }
  // One person alone is their own group: that says nothing.
  return [...tally]
    .map(([name, { members, going }]) => ({
      name,
      going,
      members: Math.max(members, Object.hasOwn(organisation, name) ? (organisation[name] ?? 0) : 0),
    }))
    .filter(({ members, going }) => members >= 2 && going >= members)
    .map(({ name, members }) => ({ name, members }))
    .sort((a, b) => b.members - a.members || (a.name < b.name ? -1 : 1));
}

function namesOf(member: Membership, kind: 'domain' | 'group' | 'product'): readonly string[] {
  if (kind === 'domain') return [member.domain];
  return kind === 'group' ? member.groups : member.products;
}

/** The domain of an e-mail address in lower case; empty where there is none. */
export function domainOf(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 0
    ? ''
    : email
        .slice(at + 1)
        .trim()
        .toLowerCase();
}
