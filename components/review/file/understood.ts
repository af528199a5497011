/** What was understood of the columns of a file, for the line above the review. Pure. */
import type { Roster } from '#lib/contract/roster';

/** A field that usual exports have, and the columns of this file that it was read from. */
interface Understood {
  label: string;
  /** The headers in the order of the file; empty if the file has no such column. */
  headers: string[];
}

/**
 * The usual fields in the order of the line. `roles` has the alternatives for a field: the first of which the file has
 * a column counts.
 */
const usual: readonly { label: string; roles: readonly (readonly string[])[] }[] = [
  { label: 'Account ID', roles: [['account-id']] },
  { label: 'E-mail', roles: [['email']] },
  { label: 'Name', roles: [['name'], ['first-name', 'last-name']] },
  { label: 'Status', roles: [['status']] },
  { label: 'Role', roles: [['org-role']] },
  { label: 'Group', roles: [['group-name']] },
  { label: 'Last seen', roles: [['last-seen']] },
];

/** The usual fields with the columns that they were read from. */
export function understoodColumns(columns: Roster['columns']): Understood[] {
  const headersOf = (wanted: readonly string[]): string[] =>
    columns.flatMap(({ header, role }, at) => (wanted.includes(role) ? [header || `Column ${at + 1}`] : []));
  return usual.map(({ label, roles }) => ({
    label,
    headers: roles.map(headersOf).find((headers) => headers.length > 0) ?? [],
  }));
}

/** The first of the headers, and how many there are beside it. */
export function headersText([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}
