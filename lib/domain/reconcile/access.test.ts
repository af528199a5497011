/** Tests what is told about role and groups of an account in two lists. */
import { expect, it } from 'vitest';
import { type Access, accessChange, accessInFile } from '#lib/domain/reconcile/access';
import type { RosterColumn } from '#lib/domain/roster/roster';

const columns: RosterColumn[] = [
  { header: 'Org role', role: 'org-role' },
  { header: 'Group', role: 'group-name' },
];
const row = { orgRole: 'User', groups: ['hr', 'jira'], problems: [] };

it('reads role and groups from the columns that a file has, and from no doubtful row', () => {
  expect(accessInFile(row, columns)).toEqual({ role: 'User', groups: ['hr', 'jira'] });
  expect(accessInFile(row, columns.slice(0, 1))).toEqual({ role: 'User', groups: null });
  expect(accessInFile(row, [])).toEqual({ role: null, groups: null });
  expect(accessInFile(undefined, columns)).toEqual({ role: null, groups: null });
  expect(accessInFile({ ...row, groupsElse: ['hr, jira'] }, columns).groups).toBeNull();
  const problems = [{ code: 'contradiction' as const, line: 2, blocks: false }];
  expect(accessInFile({ ...row, problems: problems as never }, columns).role).toBeNull();
});

it.each<[string, Partial<Access>, Partial<Access>]>([
  ['', {}, {}],
  ['', {}, { role: 'user ', groups: ['JIRA', 'HR'] }],
  ['Role: User, now Organization admin.', {}, { role: 'Organization admin' }],
  ['Role: User, now none.', {}, { role: '' }],
  ['Groups: + ops, − hr.', {}, { groups: ['jira', 'ops'] }],
  ['Role: none, now User. Groups: − hr, − jira.', { role: '' }, { groups: [] }],
  ['', { role: null }, { role: 'Organization admin' }],
  ['', {}, { groups: null, role: null }],
])('and a change is told only where both lists know: %s', (text, before, now) => {
  const both: Access = { role: 'User', groups: ['hr', 'jira'] };
  expect(accessChange({ ...both, ...before }, { ...both, ...now })).toBe(text);
});
