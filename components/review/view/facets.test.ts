import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { facetsOf } from '#components/review/view/facets.ts';
import { matchUsers } from '#components/review/view/matching.ts';
import { noFacets } from '#components/review/view/review-query.ts';
import { indexUsers, servedTicks } from '#components/review/who/review-index.ts';
import type { RosterColumn } from '#lib/domain/roster/roster';
import { sampleUser } from '#test/samples/review-user';

const columns: RosterColumn[] = [
  { header: 'Jira - site', role: 'product' },
  { header: 'Confluence - site', role: 'product' },
];

describe('a facet of which a user has several values', () => {
  it('lists and counts exactly those who have one of the chosen, whoever is in which group', () => {
    const groups = fc.array(fc.constantFrom<string>('a', 'b', 'c', 'c, d', '__proto__'), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(groups, { maxLength: 30 }), groups, (lists, chosen) => {
        const users = lists.map((each, at) => sampleUser(at, { groups: each }));
        const index = indexUsers(users, 0);
        const facets = facetsOf(index);
        const matching = matchUsers(index, servedTicks(index), facets, {
          chosen: { ...noFacets, group: chosen },
        });
        const expected = lists.map((each) =>
          chosen.length === 0 || each.some((group) => chosen.includes(group)) ? 1 : 0,
        );
        expect([...matching.matches]).toEqual(expected);
        facets
          .find(({ id }) => id === 'group')
          ?.values.forEach(({ label }, code) => {
            const having = lists.filter((each) =>
              label === 'No group' ? each.length === 0 : each.includes(label),
            );
            expect(matching.counts.group[code]).toBe(having.length);
          });
      }),
    );
  });

  it('takes an app from a cell that says so, and knows who has none', () => {
    const users = [
      sampleUser(0, { cells: ['User', 'No'] }),
      sampleUser(1, { cells: ['site-a, site-b', 'Yes'] }),
      sampleUser(2, { cells: ['', 'NaN'] }),
    ];
    const facet = facetsOf(indexUsers(users, 0, columns)).find(({ id }) => id === 'product');
    expect(facet?.values.map(({ label }) => label)).toEqual(['Jira - site', 'Confluence - site', 'No app']);
  });

  it('names the problems in words', () => {
    const problem = { code: 'odd-email', message: '', line: 2, blocks: false } as const;
    const index = indexUsers([sampleUser(0, { problems: [problem, problem] }), sampleUser(1)], 0);
    const facet = facetsOf(index).find(({ id }) => id === 'problem');
    expect(facet?.values.map(({ label }) => label)).toEqual(['Unusual e-mail', 'No problem']);
  });
});
