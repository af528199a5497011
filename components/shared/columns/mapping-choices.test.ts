import { describe, expect, it } from 'vitest';
import {
  beginsWithUser,
  headedColumns,
  suggestedChoices,
} from '#components/shared/columns/mapping-choices.ts';

const id = '5b10ac8d82e05b22cc7d4e01';
const rows = [
  { line: 1, cells: ['Users of Acme', '', ''] },
  { line: 3, cells: ['User id', 'Email', ''] },
  { line: 4, cells: [id, 'ada@example.com', 'x'] },
];

describe('the columns of a file', () => {
  it('are those of the chosen header, with the values below it', () => {
    expect(headedColumns({ rows, headerLine: 1 }, 3)).toEqual([
      { header: 'User id', role: 'account-id', samples: [id] },
      { header: 'Email', role: 'email', samples: ['ada@example.com'] },
      { header: 'Column 3', role: 'other', samples: ['x'] },
    ]);
  });

  it('are numbered where there is no header', () => {
    const columns = headedColumns({ rows: rows.slice(2), headerLine: 3 }, null);
    expect(columns.map(({ header, samples }) => [header, samples])).toEqual([
      ['Column 1', [id]],
      ['Column 2', ['ada@example.com']],
      ['Column 3', ['x']],
    ]);
  });

  it('have the roles with which they were read, as long as the header is the same', () => {
    const head = { rows, headerLine: 3, roles: ['other', 'email', 'account-id'] };
    expect(headedColumns(head, 3).map(({ role }) => role)).toEqual(head.roles);
    expect(headedColumns(head, 1).map(({ role }) => role)).toEqual(['other', 'other', 'other']);
  });
});

describe('what is suggested', () => {
  const columns = (...headers: [string, string, string][]) =>
    headers.map(([header, role, sample]) => ({ header, role, samples: [sample] }));

  it('is what the headers say', () => {
    const known = columns(['User id', 'account-id', id], ['Email', 'email', 'ada@example.com']);
    expect(suggestedChoices(known, false)).toEqual({ accountId: 0, email: 1, name: null, status: null });
  });

  it('is no account ID where the values are none', () => {
    const numbered = columns(['id', 'account-id', '1001'], ['Email', 'email', 'ada@example.com']);
    expect(suggestedChoices(numbered, false)).toMatchObject({ accountId: null, email: 1 });
    expect(suggestedChoices(numbered, true)).toMatchObject({ accountId: 0, email: 1 });
  });

  it('is nothing where the account IDs of somebody may be unread', () => {
    const unread = columns(['Konto', 'other', id], ['Email', 'email', 'ada@example.com']);
    expect(suggestedChoices(unread, false)).toMatchObject({ accountId: null, email: null });
  });
});

it('a file may begin with a user', () => {
  expect(beginsWithUser({ rows })).toBe(false);
  expect(beginsWithUser({ rows: rows.slice(2) })).toBe(true);
  expect(beginsWithUser({ rows: [{ line: 1, cells: ['Ada', ' ada@example.com '] }] })).toBe(true);
});
