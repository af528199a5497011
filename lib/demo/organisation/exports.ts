/** The CSV exports of admin.atlassian.com, as far as their format is known. */
import { isManaged, lastActive, type Person } from '#lib/demo/people/person';
import { products, siteName } from '#lib/demo/people/site';

/** The kinds of exports. */
export type ExportKind = 'users' | 'managed-accounts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The text of an export. */
export function exportCsv(kind: ExportKind, people: readonly Person[]): string {
  return kind === 'users' ? usersExport(people) : managedAccountsExport(people);
}

/** Directory > Users > Export users: all users, including those of other domains [CODE]. */
function usersExport(people: readonly Person[]): string {
  const seen = products.map(({ label }) => `Last seen in ${label} - ${siteName}`);
  const header = ['User id', 'User name', 'email', 'User status', 'Added to org', 'Org role', ...seen];
  const rows = people.map((person) => [
    person.accountId,
    person.name,
    person.email,
    // The three statuses of [DOC, ID-8413].
    person.status !== 'active' ? 'Deactivated' : person.suspended ? 'Suspended' : 'Active',
    longDate(person.addedToOrganisation),
    person.kind === 'organisation-admin' ? 'Organization admin' : '',
    ...products.map(({ label }) => {
      const date = person.products[label];
      return date ? longDate(date) : 'Never accessed';
    }),
  ]);
  return csv([header, ...rows]);
}

/** Directory > Managed accounts > Export accounts: only accounts of claimed domains [CODE]. */
function managedAccountsExport(people: readonly Person[]): string {
  const columns = ['Name', 'Email', 'Status', 'Atlassian ID', 'Last active date [UTC]'];
  const header = [...columns, ...products.map(({ label }) => label)];
  const rows = people
    .filter(isManaged)
    .map((person) => [
      person.name,
      person.email,
      person.status === 'active' ? 'Active' : 'Deactivated',
      person.accountId,
      lastActive(person) ?? '',
      ...products.map(({ label }) => (label in person.products ? siteName : '')),
    ]);
  return csv([header, ...rows]);
}

/** `2024-01-03` as `3 Jan 2024`. */
function longDate(date: string): string {
  return `${Number(date.slice(8))} ${months[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`;
}

function csv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
