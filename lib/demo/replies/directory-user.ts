/** A person in the format of the v2 API [SPEC]. */
import type { Organisation } from '#lib/demo/organisation/organisation';
import { isManaged, isSynced, type Person } from '#lib/demo/people/person';
import { groupId, momentOn, products } from '#lib/demo/people/site';
import { cursorAt } from '#lib/demo/replies/pages';
import { pictureOf } from '#lib/demo/replies/profile';

/** The parts that `expand` can name. */
export const expansions = ['platformRoles', 'counts.resources', 'productAccess', 'groups'] as const;

/** A user as the search shows them, with the parts that `expand` names. */
export function directoryUser(organisation: Organisation, person: Person, expand: readonly string[]) {
  const { accountId } = person;
  const managed = isManaged(person);
  const accountStatus = organisation.shownStatus(person, 'search');
  return {
    accountId,
    accountType: 'atlassian',
    accountStatus,
    membershipStatus: membershipOf(person),
    status: statusOf(person, accountStatus),
    claimStatus: managed ? 'managed' : 'unmanaged',
    managementSource: managed ? (isSynced(person) ? 'synced' : 'invited') : null,
    ...(managed ? { mfaEnabled: hasMfa(person) } : {}),
    addedToOrg: `${person.addedToOrganisation}T00:00:00.000Z`,
    name: person.name,
    nickname: person.nickname,
    email: person.email,
    emailVerified: person.kind !== 'unverified',
    jobTitle: person.jobTitle,
    department: person.department,
    organization: person.employer,
    location: person.location,
    timeZone: person.zoneinfo,
    avatar: pictureOf(person),
    picture: pictureOf(person),
    ...(expand.includes('platformRoles') ? { platformRoles: rolesOf(person) } : {}),
    ...(expand.includes('counts.resources')
      ? { counts: { resources: Object.keys(person.products).length } }
      : {}),
    ...(expand.includes('productAccess') ? { productAccess: productAccess(person) } : {}),
    ...(expand.includes('groups') ? { groups: groups(person) } : {}),
    links: { self: cursorAt(`user ${accountId}`, 0) },
  };
}

/** The person's platform roles, without product roles. */
export function rolesOf(person: Person): string[] {
  return person.kind === 'organisation-admin' ? ['atlassian/org-admin'] : [];
}

/** The person's membership in the organisation. */
export function membershipOf(person: Person): 'active' | 'suspended' {
  return person.suspended ? 'suspended' : 'active';
}

/** Whether a managed account has two-step verification; null if the organisation cannot know [SPEC]. */
export function hasMfa({ accountId, kind }: Person): boolean | null {
  return kind === 'unmanaged' ? null : accountId.charCodeAt(accountId.length - 1) % 3 !== 0;
}

/** The status derived from account and membership [SPEC]. */
export function statusOf(person: Person, accountStatus: Person['status']): string {
  if (person.deletedAt !== null) return 'for_deletion';
  return accountStatus === 'active' ? membershipOf(person) : 'deactivated';
}

function productAccess(person: Person) {
  return products.flatMap(({ label, keyV2, id }) => {
    const date = person.products[label];
    if (date === undefined) return [];
    return [{ id, key: keyV2, ...(date ? { lastActiveTimestamp: momentOn(date, person.accountId) } : {}) }];
  });
}

function groups(person: Person) {
  return person.groups.map((name) => ({ id: groupId(name), name, description: null }));
}
