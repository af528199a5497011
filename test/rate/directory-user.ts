/** For tests: what the search says of an account of which nothing is known but its status. */
import type { DirectoryUser } from '#lib/engine/ports';

/** An account with this ID and account status. */
export function directoryUser(accountId: string, accountStatus: string): DirectoryUser {
  return {
    accountId,
    accountType: 'atlassian',
    accountStatus,
    membershipStatus: 'active',
    status: accountStatus,
    claimStatus: 'managed',
    managementSource: null,
    mfaEnabled: null,
    name: null,
    email: null,
    emailVerified: null,
    addedToOrg: null,
    platformRoles: [],
    groups: [],
    productAccess: [],
  };
}
