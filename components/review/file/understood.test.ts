import { expect, it } from 'vitest';
import { headersText, understoodColumns } from '#components/review/file/understood.ts';

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
