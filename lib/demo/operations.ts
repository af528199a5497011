/** The names of the operations, as the ledger and the faults use them. */

const lifecycleOperations = [
  'lifecycle.disable',
  'lifecycle.enable',
  'lifecycle.delete',
  'lifecycle.cancel-delete',
] as const;

/** Every operation. */
export const operationNames = [
  ...lifecycleOperations,
  'manage',
  'profile',
  'profile.set',
  'email.set',
  'apiTokens',
  'apiTokens.delete',
  'orgs',
  'org',
  'managedAccounts',
  'domains',
  'lastActive',
  'directories',
  'usersSearch',
  'usersCount',
  'usersStats',
  'organisationTokens',
  'serviceAccounts',
  'auditEvents',
  'workspaces',
  'unknown',
] as const;

export type OperationName = (typeof operationNames)[number];

/** The operations beside the writes and the profile. Some organisations and keys lack some of them. */
export const sourceNames = [
  'orgs',
  'manage',
  'apiTokens',
  'managedAccounts',
  'usersSearch',
  'usersCount',
  'organisationTokens',
  'serviceAccounts',
  'auditEvents',
  'workspaces',
] as const satisfies readonly OperationName[];

export type SourceName = (typeof sourceNames)[number];

/** Whether an operation is one of the four that change an account's state. */
export function isLifecycle(operation: OperationName): boolean {
  return operation.startsWith('lifecycle.');
}
