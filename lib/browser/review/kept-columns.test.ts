import { describe, expect, it } from 'vitest';
import { moved, ordered, readColumns, writeColumns } from '#lib/browser/review/kept-columns';
import { reviewColumns } from '#lib/browser/review/review-columns';

function store(text: string | null = null) {
  const kept = { text };
  return {
    getItem: () => kept.text,
    setItem: (_: string, value: string) => {
      kept.text = value;
    },
  };
}
const jira = { header: 'Jira', role: 'product' };
const role = { header: 'Org role', role: 'org-role' };
const here = reviewColumns([jira, role]);
const nothing = { columnVisibility: {}, columnSizing: {}, columnOrder: [] };

describe('the columns as the admin likes them', () => {
  it('are found again by header in a file that has them in another place', () => {
    const kept = store();
    writeColumns(kept, here, {
      columnVisibility: { c0: false, email: true },
      columnSizing: { c1: 300 },
      columnOrder: ['name', 'c1', 'email', 'c0'],
    });
    const there = readColumns(kept, reviewColumns([role, jira]));
    expect(there.columnVisibility).toEqual({ c1: false });
    expect(there.columnSizing).toEqual({ c0: 300 });
    expect(there.columnOrder.slice(0, 4)).toEqual(['name', 'c0', 'email', 'c1']);
  });

  it.each(['', '{', '[]', '{"hidden":1}', '{"hidden":[],"widths":{"Jira":-5},"order":[]}'])(
    'are as at first where what was kept is %j',
    (text) => {
      expect(readColumns(store(text), here)).toEqual(nothing);
      expect(readColumns(undefined, here)).toEqual(nothing);
    },
  );

  it('move one place at a time, never before the name', () => {
    const ids = here.map(({ id }) => id);
    expect(moved(here, 'email', 1).slice(0, 3)).toEqual(['name', 'will', 'email']);
    expect(moved(here, 'email', -1)).toEqual(ids);
    expect(moved(here, 'name', 1)).toEqual(ids);
    expect(ordered(here, moved(here, 'c1', -1)).map(({ id }) => id)).toEqual(moved(here, 'c1', -1));
  });
});
