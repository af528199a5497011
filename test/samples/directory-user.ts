/** For tests: what the search says of an account of which nothing is known but its status. */
import type { DirectoryUser } from '#lib/engine/atlassian-shapes';

/** An account with this ID and account status; `more` says what else is known. */
export function directoryUser(
  accountId: string,
  accountStatus: string,
  more: Partial<DirectoryUser> = {},
): DirectoryUser {
  return {
    accountId,
    accountType: 'atlassian',
    accountStatus,
    status: accountStatus,
    claimStatus: 'managed',
    managementSource: null,
    name: null,
    email: null,
    platformRoles: [],
    groups: [],
    productAccess: [],
    ...more,
  };
}
