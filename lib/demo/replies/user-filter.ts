/** The filters of `users/search` and `users/count`, with the documented limits [SPEC]. */
import type { Organisation } from '#lib/demo/organisation/organisation';
import { isManaged, type Person } from '#lib/demo/people/person';
import { groupId, products } from '#lib/demo/people/site';
import { expansions, hasMfa, membershipOf, rolesOf, statusOf } from '#lib/demo/replies/directory-user';

const roles = [
  'user',
  'admin',
  'guest',
  'customer',
  'user-access-admin',
  'contributor',
  'basic',
  'stakeholder',
];
const platform = ['org-admin', 'site-admin', 'ai-access'];
const accountStatuses = ['active', 'inactive', 'closed'];

/** The filters that are lists: the maximum number of entries, and the allowed values. */
const lists: Record<string, { most: number; of?: readonly string[] }> = {
  accountIds: { most: 10 },
  emails: { most: 100 },
  emailDomains: { most: 10 },
  accountStatus: { most: 3, of: accountStatuses },
  membershipStatus: { most: 3, of: ['active', 'suspended', 'no_membership'] },
  status: { most: 4, of: ['active', 'suspended', 'not_invited', 'deactivated', 'for_deletion'] },
  groupIds: { most: 10 },
  resourceIds: { most: 20 },
  roleIds: { most: 10, of: [...roles, ...platform].map((role) => `atlassian/${role}`) },
  directoryIds: { most: 10 },
  expand: { most: expansions.length, of: expansions },
};

/** The names of these filters, for reading them from a query. */
export const listNames: readonly string[] = Object.keys(lists);

/** A filter, or why it is refused. */
type UserFilter = { ok: true; fits: (person: Person) => boolean } | { ok: false; detail: string };

/** Reads a filter of the search or of the counts; `detail` says what is wrong with it. */
export function userFilter(
  organisation: Organisation,
  fields: Readonly<Record<string, unknown>>,
  where: 'search' | 'lists',
): UserFilter {
  const chosen = new Map<string, ReadonlySet<string>>();
  for (const [name, { most, of }] of Object.entries(lists)) {
    const value = fields[name];
    if (value === undefined || value === null) continue;
    if (!isTexts(value) || (value.length === 0 && name !== 'expand') || value.length > most) {
      return { ok: false, detail: `${name} must have 1 to ${most} entries` };
    }
    const odd = of && value.find((each) => !of.includes(each));
    if (odd !== undefined) return { ok: false, detail: `${name} must not have the value ${odd}` };
    const caseless = name === 'emails' || name === 'emailDomains';
    chosen.set(name, new Set(caseless ? value.map((each) => each.toLowerCase()) : value));
  }
  const { searchTerm, claimStatus, mfaEnabled } = fields;
  if (searchTerm !== undefined && typeof searchTerm !== 'string') {
    return { ok: false, detail: 'searchTerm must be a string' };
  }
  if (searchTerm !== undefined && chosen.has('emails')) {
    return { ok: false, detail: 'searchTerm and emails are mutually exclusive' };
  }
  if (claimStatus !== undefined && claimStatus !== 'managed' && claimStatus !== 'unmanaged') {
    return { ok: false, detail: 'claimStatus must be managed or unmanaged' };
  }
  if (mfaEnabled !== undefined && typeof mfaEnabled !== 'boolean') {
    return { ok: false, detail: 'mfaEnabled must be a boolean' };
  }
  const term = searchTerm?.toLowerCase();
  const allows = (name: string, values: readonly string[]) => {
    const wanted = chosen.get(name);
    return wanted === undefined || values.some((value) => wanted.has(value));
  };
  const fits = (person: Person) => {
    const email = person.email.toLowerCase();
    const shown = organisation.shownStatus(person, where);
    return (
      allows('accountIds', [person.accountId]) &&
      allows('emails', [email]) &&
      allows('emailDomains', [email.slice(email.indexOf('@') + 1)]) &&
      allows('accountStatus', [shown]) &&
      allows('membershipStatus', [membershipOf(person)]) &&
      allows('status', [statusOf(person, shown)]) &&
      (!chosen.has('groupIds') || allows('groupIds', person.groups.map(groupId))) &&
      (!chosen.has('resourceIds') || allows('resourceIds', resourcesOf(person))) &&
      allows('directoryIds', [organisation.directoryId]) &&
      allows('roleIds', [...rolesOf(person), ...productRoles(person)]) &&
      (term === undefined || `${person.name}\n${email}`.toLowerCase().includes(term)) &&
      (claimStatus === undefined || isManaged(person) === (claimStatus === 'managed')) &&
      (mfaEnabled === undefined || hasMfa(person) === mfaEnabled)
    );
  };
  return { ok: true, fits };
}

/** Every person who has a product has its user role. */
function productRoles(person: Person): string[] {
  return Object.keys(person.products).length > 0 ? ['atlassian/user'] : [];
}

function resourcesOf(person: Person): string[] {
  return products.filter(({ label }) => label in person.products).map(({ id }) => id);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
