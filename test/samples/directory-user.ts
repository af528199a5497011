/** For tests: what the search says of an account of which nothing is known but its status. */
import type { DirectoryUser } from '#lib/engine/atlassian-shapes';

/** An account with this ID and account status. */
export function directoryUser(accountId: string, accountStatus: string): DirectoryUser {
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
  };
}
