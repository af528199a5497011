import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { exportCsv } from '#lib/demo/organisation/exports';
import { makePeople } from '#lib/demo/people/people';
import { isManaged } from '#lib/demo/people/person';

const people = makePeople(250, 7, Date.UTC(2026, 5, 1));

function read(text: string) {
  const { data, errors } = Papa.parse<string[]>(text, { skipEmptyLines: true });
  expect(errors).toEqual([]);
  const [header = [], ...rows] = data;
  return { header, rows };
}

it('the users export has everybody, in the form of the real one', () => {
  const { header, rows } = read(exportCsv('users', people));
  expect(header.slice(0, 6)).toEqual([
    'User id',
    'User name',
    'email',
    'User status',
    'Added to org',
    'Org role',
  ]);
  expect(header.slice(6)).toContain('Last seen in Jira - example');
  expect(rows.map(([id, name]) => [id, name])).toEqual(
    people.map(({ accountId, name }) => [accountId, name]),
  );
  expect(new Set(rows.map((row) => row[3]))).toEqual(new Set(['Active', 'Suspended', 'Deactivated']));
  for (const row of rows) {
    expect(row[4]).toMatch(/^\d{1,2} [A-Z][a-z]{2} \d{4}$/);
    for (const seen of row.slice(6)) expect(seen).toMatch(/^(\d{1,2} [A-Z][a-z]{2} \d{4}|Never accessed)$/);
  }
});

it('the managed accounts export has those of claimed domains only', () => {
  const { header, rows } = read(exportCsv('managed-accounts', people));
  expect(header.slice(0, 5)).toEqual(['Name', 'Email', 'Status', 'Atlassian ID', 'Last active date [UTC]']);
  expect(rows.map((row) => row[3])).toEqual(people.filter(isManaged).map(({ accountId }) => accountId));
  for (const row of rows) expect(row[4]).toMatch(/^(\d{4}-\d{2}-\d{2})?$/);
});
