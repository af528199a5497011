/** What the words for the status of an account mean: those of Atlassian's APIs, and those of files. */

/** The status of an account as an API gives it: `odd` is any word that says neither active nor inactive. */
export type AccountStatus = 'active' | 'inactive' | 'odd';

/**
 * What a status means that an API gave, in lower case; null where it gave none. `closed` counts as inactive: accounts
 * deactivated by SCIM can read so [LIVE, ACCESS-2169]. The list of words is open: Atlassian may add some [SPEC].
 */
export function readAccountStatus(status: string | null): AccountStatus {
  if (status === 'active') return 'active';
  return status === 'inactive' || status === 'closed' ? 'inactive' : 'odd';
}

/** The statuses that a file can say; `unknown` also where it has no such column. */
export const fileStatuses = ['active', 'suspended', 'inactive', 'unknown'] as const;
export type FileStatus = (typeof fileStatuses)[number];

/** The words of exports (Active, Suspended, Deactivated; Yes and No of a column “active”), and those of the APIs. */
const fileWords = new Map<string, FileStatus>([
  ['active', 'active'],
  ['yes', 'active'],
  ['suspended', 'suspended'],
  ['deactivated', 'inactive'],
  ['inactive', 'inactive'],
  ['closed', 'inactive'],
  ['no', 'inactive'],
]);

/** What the status cell of a file says, whatever its case and the blanks around it. */
export function readFileStatus(cell: string): FileStatus {
  return fileWords.get(cell.trim().toLowerCase()) ?? 'unknown';
}
