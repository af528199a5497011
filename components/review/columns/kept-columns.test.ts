import { describe, expect, it } from 'vitest';
import { choicesOf, keptOf, moved, withinBounds } from '#components/review/columns/kept-columns.ts';
import { reviewColumns } from '#components/review/columns/review-columns.ts';

const jira = { header: 'Jira', role: 'product' } as const;
const role = { header: 'Org role', role: 'org-role' } as const;
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

  it('are the default ones if nothing was kept, or nothing that fits this file', () => {
    expect(choicesOf(null, here)).toEqual(nothing);
    expect(choicesOf({ hidden: ['Else'], widths: { Else: 99 }, order: [] }, here)).toEqual(nothing);
  });

  it('move to the place of another column, before or behind it', () => {
    const order = ['a', 'b', 'c', 'd'];
    expect(moved(order, 'b', 'c')).toEqual(['a', 'c', 'b', 'd']);
    expect(moved(order, 'd', 'a')).toEqual(['d', 'a', 'b', 'c']);
    expect(moved(order, 'b', 'b')).toEqual(order);
    expect(moved(order, 'x', 'a')).toEqual(order);
  });

  it('are never narrower or wider than the server keeps', () => {
    expect(withinBounds({ name: 3, email: 200.5, c1: 4_000 })).toEqual({ name: 72, email: 200.5, c1: 900 });
  });
});
