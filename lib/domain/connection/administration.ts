/**
 * Addresses of Atlassian Administration, for links. The paths `members` and `users` below an organisation are seen in
 * public code [CODE]; those of settings are not, so a link goes no deeper than that.
 */

const root = 'https://admin.atlassian.com';

/** The administration of an organisation; where none is known, the page on which Atlassian asks which one. */
export function administrationAddress(organisationId: string | null): string {
  return organisationId === null ? root : `${root}/o/${encodeURIComponent(organisationId)}/overview`;
}

/** The lists that can be exported: everybody in the directory, or the accounts that the organisation manages. */
export function directoryAddress(organisationId: string | null, list: 'users' | 'members'): string {
  return organisationId === null ? root : `${root}/o/${encodeURIComponent(organisationId)}/${list}`;
}

/** A user's page. */
export function memberAddress(organisationId: string, accountId: string): string {
  return `${directoryAddress(organisationId, 'members')}/${encodeURIComponent(accountId)}`;
}
