/** Signs in a row of an export that a user might be an organisation admin. A sign is no proof. Pure. */
import { readRole, saysOrganisationAdmin } from '#lib/domain/account/roles';

/** The role of an organisation admin in exports and in the search, for rules about roles [SPEC, CODE]. */
export const organisationAdminRoles = [
  'Organization admin',
  'Organisation admin',
  'Org admin',
  'atlassian/org-admin',
] as const;

/** Groups that Atlassian gives to administrators by default, old and new names [DOC]. */
const adminGroup = /^(?:org-admins?|site-admins?|(?:system-|jira-|confluence-)?administrators)(?:-|$)/i;

/** Matches a word for an administrator in any cell. */
const adminWord =
  /(?:^|[^\p{L}])(?:org|organi[sz]ation|site|system)?[\s_-]*(?:admin|administrator)s?(?![\p{L}])/iu;

/** Whether another cell than the role column says that the user is an organisation admin. */
export function contradictsItsRole(user: {
  orgRole: string;
  groups: readonly string[];
  cells: readonly string[];
}): boolean {
  return (
    readRole(user.orgRole) !== 'organisation-admin' &&
    [...user.groups, ...user.cells].some(saysOrganisationAdmin)
  );
}

/** The sign as a phrase for a list: `Group site-admins`, or the cell that matched. Null if there is none. */
export function adminSign(user: {
  groups: readonly string[];
  groupsElse?: readonly string[] | undefined;
  cells: readonly string[];
}): string | null {
  const group = [...user.groups, ...(user.groupsElse ?? [])].find(
    (name) => adminGroup.test(name.trim()) || adminWord.test(name),
  );
  if (group !== undefined) return `Group ${group}`;
  const cell = user.cells.find((text) => adminWord.test(text));
  return cell === undefined ? null : `“${cell.trim().slice(0, 60)}” in the file`;
}
