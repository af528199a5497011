/** The status of a user according to Atlassian, in its own export or in a table made of its API. Pure. */
import type { FileStatus } from '#lib/domain/account/account-status';
import type { RosterKind, RosterUser } from '#lib/domain/roster/roster';

const withAccountStatus: Record<RosterKind, boolean> = {
  'users-export': true,
  'managed-accounts-export': true,
  'domain-export': true,
  'external-users-export': false,
  'api-list': true,
  'account-list': false,
  'email-list': false,
  organisation: true,
};

/**
 * Whether the status column of a file of this kind is about the Atlassian account. In other lists it is about something
 * else.
 */
export function hasAccountStatus(kind: RosterKind): boolean {
  return withAccountStatus[kind];
}

/** The status of the account when the export was written; `unknown` if the file is not of Atlassian. */
export function exportedStatus({ status }: Pick<RosterUser, 'status'>, kind: RosterKind): FileStatus {
  return withAccountStatus[kind] ? status : 'unknown';
}
