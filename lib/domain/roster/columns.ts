/** Recognises the columns of an export by their headers, ignoring case and surrounding white space [CODE, DOC]. */
import type { ColumnMapping, ColumnRole, RosterColumn } from '#lib/domain/roster/roster';

/** Headers that match exactly. The product columns of the managed accounts export are bare product names. */
const exact: Partial<Record<ColumnRole, readonly string[]>> = {
  'account-id': ['User id', 'Atlassian ID', 'account_id', 'Account ID', 'accountId', 'id'],
  name: ['User name', 'Name', 'displayName'],
  email: ['email', 'Email address'],
  status: ['User status', 'Status', 'account_status', 'active'],
  'org-role': ['Org role'],
  added: ['Added to org'],
  'group-id': ['Group id'],
  'group-name': ['Group name', 'Groups'],
  'last-seen': ['Last active date [UTC]', 'Last active date', 'Last active'],
  product: [
    'Jira',
    'Bitbucket',
    'Confluence',
    'Confluence Guest',
    'Jira Work Management',
    'Jira Service Management',
    'Jira Product Discovery',
    'Trello',
    'Opsgenie',
    'Statuspage',
    'Loom',
    'Feedback',
  ],
};

const roles = new Map<string, ColumnRole>();
for (const role of Object.keys(exact) as ColumnRole[]) {
  for (const header of exact[role] ?? []) roles.set(header.toLowerCase(), role);
}

/** Account ID headers as Atlassian spells them, for messages. */
export const knownIdHeaders: readonly string[] = exact['account-id'] ?? [];

/** The header in lower case, without surrounding white space. */
export const plainHeader = (header: string): string => header.trim().toLowerCase();

/** The role of a column with this header. The users export has `Last seen in Jira - acme` and `Jira - acme`. */
function roleOf(header: string): ColumnRole {
  const plain = plainHeader(header);
  const role = roles.get(plain);
  if (role) return role;
  if (/^last seen in \S/.test(plain)) return 'last-seen';
  return /^\S.* - \S/.test(plain) ? 'product' : 'other';
}

/** Rates cells as the header of an export. An account ID column counts most. */
export function headerScore(cells: readonly string[]): number {
  const found = cells.map(roleOf);
  const recognised = found.filter((role) => role !== 'other').length;
  return (found.includes('account-id') ? 1_000_000 : 0) + recognised * 1000 + Math.min(cells.length, 999);
}

/** The columns with the roles that the admin chose. They replace what the headers say about these roles. */
export function mappedColumns(columns: readonly RosterColumn[], mapping: ColumnMapping): RosterColumn[] {
  const said = new Map<number, ColumnRole>();
  for (const [role, at] of [
    ['status', mapping.status],
    ['name', mapping.name],
    ['email', mapping.email],
    ['account-id', mapping.accountId],
  ] as const) {
    if (at !== null) said.set(at, role);
  }
  const mappable: readonly ColumnRole[] = ['account-id', 'email', 'name', 'status'];
  return columns.map((column, at) => {
    const role = said.get(at) ?? (mappable.includes(column.role) ? 'other' : column.role);
    return { ...column, role };
  });
}

/** The columns with their roles. Repeated headers get a number, so that each names one column. */
export function columnsOf(cells: readonly string[]): RosterColumn[] {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  return cells.map((cell) => {
    const header = cell.trim();
    let count = counts.get(header) ?? 1;
    let unique = count === 1 ? header : `${header} (${count})`;
    while (taken.has(unique)) {
      count += 1;
      unique = `${header} (${count})`;
    }
    counts.set(header, count + 1);
    taken.add(unique);
    return { header: unique, role: roleOf(header) };
  });
}
