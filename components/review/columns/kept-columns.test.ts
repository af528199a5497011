import { describe, expect, it } from 'vitest';
import { choicesOf, keptOf, moved, ordered } from '#components/review/columns/kept-columns.ts';
import { reviewColumns } from '#components/review/columns/review-columns.ts';

const jira = { header: 'Jira', role: 'product' };
const role = { header: 'Org role', role: 'org-role' };
const here = reviewColumns([jira, role]);
const nothing = { columnVisibility: {}, columnSizing: {}, columnOrder: [] };

describe('the columns as the admin likes them', () => {
  it('are found again by header in a file that has them in another place', () => {
    const kept = keptOf(here, {
      columnVisibility: { c0: false, email: true },
      columnSizing: { c1: 300 },
      columnOrder: ['name', 'c1', 'email', 'c0'],
    });
    const there = choicesOf(kept, reviewColumns([role, jira]));
    expect(there.columnVisibility).toEqual({ c1: false });
    expect(there.columnSizing).toEqual({ c0: 300 });
    expect(there.columnOrder.slice(0, 4)).toEqual(['name', 'c0', 'email', 'c1']);
  });

  it('are as at first where nothing was kept, or nothing of this file', () => {
    expect(choicesOf(null, here)).toEqual(nothing);
    expect(choicesOf({ hidden: ['Else'], widths: { Else: 99 }, order: [] }, here)).toEqual(nothing);
  });

  it('move one place at a time, never before the name', () => {
    const ids = here.map(({ id }) => id);
    expect(moved(here, 'email', 1).slice(0, 3)).toEqual(['name', 'will', 'email']);
    expect(moved(here, 'email', -1)).toEqual(ids);
    expect(moved(here, 'name', 1)).toEqual(ids);
    expect(ordered(here, moved(here, 'c1', -1)).map(({ id }) => id)).toEqual(moved(here, 'c1', -1));
  });
});
