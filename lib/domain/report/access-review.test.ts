import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { accountKey } from '#lib/domain/account/account-id';
import { accessReviewCsv, type ListedUsers } from '#lib/domain/report/access-review';
import { report } from '#lib/domain/report/report';
import type { RunEvent } from '#lib/domain/run/events';
import { endedRun } from '#test/samples/ended-run';
import { samplePlan } from '#test/samples/run';

const after: RunEvent[] = [
  { type: 'verification-begun', cause: 'end' },
  { type: 'verified', source: 'profile', readAt: 7, active: [1, 2], inactive: [0] },
];
const state = endedRun(['deactivated', 'deactivated', 'refused', 'already-inactive', 'failed'], after);
const entries = samplePlan(5);
const listed = {
  columns: [
    { header: 'User id', role: 'account-id' as const },
    { header: 'Added to org', role: 'other' as const },
  ],
  rows: new Map(
    entries.slice(0, 2).map(({ accountId }, at) => [
      accountKey(accountId),
      {
        orgRole: at === 0 ? 'Organization admin' : '',
        cells: ['x', at === 0 ? '3 Jan 2024' : '03/01/2024'],
      },
    ]),
  ),
};
const read = (of: ListedUsers = listed) => {
  const text = [...accessReviewCsv(report(state, entries, true), 'deactivate', of)]
    .join('')
    .slice(1)
    .trimEnd();
  return Papa.parse<Record<string, string>>(text, { header: true }).data;
};

describe('the CSV for an access review', () => {
  it('has who has access after the run, by verification before outcome', () => {
    expect(read().map((row) => [row.Status, row['Deactivated on [UTC]']])).toEqual([
      ['Inactive', '1970-01-01'],
      ['Active', ''],
      ['Active', ''],
      ['Inactive', 'Before this run'],
      ['Active', ''],
    ]);
  });

  it('knows what later runs did: they settled a user, or acted before the account was read again', () => {
    const later: RunEvent = {
      type: 'verified-later',
      ...{ run: 9, source: 'profile', readAt: 8, active: [0], inactive: [], unread: [], message: '' },
    };
    const since = endedRun(['deactivated', 'deactivated', 'refused'], [...after, later]);
    const settled = [1, 2].map((position) => ({ position, runId: 'r', number: 8, at: 9 }));
    const rows = report(since, entries.slice(0, 3), true, { settled });
    const text = [...accessReviewCsv(rows, 'deactivate', listed)].join('').slice(1).trimEnd();
    const table = Papa.parse<Record<string, string>>(text, { header: true }).data;
    expect(table.map((row) => [row.Status, row['Deactivated on [UTC]']])).toEqual([
      ['Active', '1970-01-01'],
      ['Inactive', 'By run 8'],
      ['Inactive', 'By run 8'],
    ]);
  });

  it('has role and day of creation from the file, and says what is not known', () => {
    expect(read().map((row) => [row.Role, row.Created])).toEqual([
      ['Organization admin', '2024-01-03'],
      ['Not known', '03/01/2024'],
      ['Not known', 'Not known'],
      ['Not known', 'Not known'],
      ['Not known', 'Not known'],
    ]);
    const withRoles = {
      ...listed,
      columns: [...listed.columns, { header: 'Org role', role: 'org-role' as const }],
    };
    expect(
      read(withRoles)
        .map((row) => row.Role)
        .slice(0, 3),
    ).toEqual(['Organization admin', 'None in the file', 'Not known']);
    const none = read({ columns: [], rows: new Map() });
    expect(none.every((row) => row.Role === 'Not known' && row.Created === 'Not known')).toBe(true);
  });
});
