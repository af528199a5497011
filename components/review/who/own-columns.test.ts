import { describe, expect, it } from 'vitest';
import { facetsOf } from '#components/review/view/facets.ts';
import { matchUsers, rowsOf, searchHits } from '#components/review/view/matching.ts';
import { noFacets, readQuery, wholeRoster, writeQuery } from '#components/review/view/review-query.ts';
import { indexUsers, servedTicks } from '#components/review/who/review-index.ts';
import type { Roster } from '#lib/contract/roster';
import { sampleUser } from '#test/samples/review-user';

const now = Date.parse('2025-03-01T00:00:00Z');
const columns: Roster['columns'] = [
  { header: 'Account ID', role: 'account-id' },
  { header: 'ACTION', role: 'other' },
  { header: 'Remarks', role: 'other' },
  { header: 'Org role', role: 'org-role' },
  { header: '', role: 'other' },
];
const users = [
  ['A désactiver', 'left in May', 'User', 'x'],
  ['A garder', 'on leave', 'User', 'x'],
  ['A désactiver', '', 'Guest', 'x'],
  [' A garder ', 'asks Jo', 'User', 'x'],
].map((cells, at) => sampleUser(at, { name: `P${at}`, cells: [`id${at}`, ...cells] }));

const index = indexUsers(users, now, columns);
const found = (search: string, facets: Record<string, string[]> = {}) => {
  const chosen = { ...noFacets, ...facets };
  const matching = matchUsers(index, servedTicks(index), facetsOf(index), {
    hits: searchHits(index, search),
    chosen,
  });
  return { rows: [...rowsOf(matching, null, false)], counts: matching.counts };
};

describe('an own column', () => {
  it('is searched, whatever the case and the accents', () => {
    expect(found('a desactiver').rows).toEqual([0, 2]);
    expect(found('JO').rows).toEqual([3]);
    // The role has its own facet, and is none of the admin's own columns.
    expect(found('guest').rows).toEqual([]);
  });

  it('is a facet if it has a few values, of which some are of several users', () => {
    expect(index.own.map(({ id, title, codes }) => [id, title, codes.values])).toEqual([
      ['c1', 'ACTION', ['A désactiver', 'A garder']],
    ]);
    const { rows, counts } = found('', { c1: ['A garder'] });
    expect(rows).toEqual([1, 3]);
    expect([...(counts.c1 ?? [])]).toEqual([2, 2]);
    expect(found('', { c1: ['A garder'], status: ['suspended'] }).rows).toEqual([]);
  });

  it('is no facet if it has more than 20 values', () => {
    const many = (values: number) =>
      indexUsers(
        Array.from({ length: 60 }, (_, at) => sampleUser(at, { cells: ['', `value ${at % values}`] })),
        now,
        columns,
      ).own.length;
    expect([many(1), many(2), many(20), many(21)]).toEqual([0, 1, 1, 0]);
  });

  it('is in the address of the page', () => {
    const query = { ...wholeRoster, facets: { ...noFacets, c1: ['A garder'] } };
    expect(readQuery(writeQuery(query))).toEqual(query);
  });
});
