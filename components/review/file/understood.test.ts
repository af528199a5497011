import { expect, it } from 'vitest';
import { headersText, understoodColumns } from '#components/review/file/understood.ts';

it('has the parts of a name where a file has no whole one', () => {
  const parts = [
    { header: 'First name', role: 'first-name' as const },
    { header: 'Surname', role: 'last-name' as const },
  ];
  const nameIn = (columns: Parameters<typeof understoodColumns>[0]) =>
    understoodColumns(columns).find(({ label }) => label === 'Name')?.headers;
  expect(nameIn(parts)).toEqual(['First name', 'Surname']);
  expect(nameIn([...parts, { header: 'Name', role: 'name' }])).toEqual(['Name']);
});

it('names the columns of each usual field, and the fields that the file does not have', () => {
  const columns = [
    { header: 'User id', role: 'account-id' as const },
    { header: 'email', role: 'email' as const },
    { header: 'Last seen in Jira - acme', role: 'last-seen' as const },
    { header: 'Last seen in Trello - acme', role: 'last-seen' as const },
    { header: '', role: 'status' as const },
    { header: 'Remarks', role: 'other' as const },
  ];
  const understood = understoodColumns(columns);
  expect(understood.map(({ label, headers }) => `${label}: ${headersText(headers) || 'no column'}`)).toEqual([
    'Account ID: User id',
    'E-mail: email',
    'Name: no column',
    'Status: Column 5',
    'Role: no column',
    'Group: no column',
    'Last seen: Last seen in Jira - acme and 1 more',
  ]);
});
