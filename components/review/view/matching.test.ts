import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { facetsOf } from '#components/review/view/facets.ts';
import { matchUsers, rowsOf, sameButTicks, searchHits, totalsOf } from '#components/review/view/matching.ts';
import { facetIds, noFacets, type ReviewQuery } from '#components/review/view/review-query.ts';
import { indexUsers, servedTicks } from '#components/review/who/review-index.ts';
import type { ReviewUser } from '#lib/contract/roster';
import { blocked, sampleUser } from '#test/samples/review-user';

const now = Date.parse('2025-03-01T00:00:00Z');

const people: ReviewUser[] = [
  sampleUser(0, { name: 'Ada Example', email: 'ada@example.com', lastSeen: null }),
  sampleUser(1, { name: 'Ben Sample', email: 'ben@example.org', lastSeen: '2025-02-27', ticked: false }),
  sampleUser(2, {
    name: 'Chloé Placeholder',
    email: 'c@example.com',
    lastSeen: null,
    ...blocked('protected'),
  }),
  sampleUser(3, { name: 'Dev Specimen', email: '', ...blocked('unreadable'), accountId: null }),
  sampleUser(4, {
    name: 'Elif Demo',
    email: 'e@Example.COM',
    lastSeen: '2023-01-01',
    ...blocked('already-inactive'),
  }),
];

function look(users: ReviewUser[], facets: Partial<ReviewQuery['facets']>, search = '') {
  const index = indexUsers(users, now);
  const matching = matchUsers(index, servedTicks(index), facetsOf(index), {
    hits: searchHits(index, search),
    chosen: { ...noFacets, ...facets },
  });
  return { index, matching, names: [...rowsOf(matching, null, false)].map((user) => users[user]?.name) };
}

describe('searching', () => {
  it('finds every word in name, e-mail or account ID, whatever the case and the accents', () => {
    expect(look(people, {}, '  CHLOE ').names).toEqual(['Chloé Placeholder']);
    expect(look(people, {}, 'example.com ada').names).toEqual(['Ada Example']);
    expect(look(people, {}, 'ACCOUNT-4').names).toEqual(['Elif Demo']);
    expect(look(people, {}, 'nobody').names).toEqual([]);
  });
});

describe('facets', () => {
  it('match any of the values of one facet and all of the facets', () => {
    expect(look(people, { seen: ['never', 'recent'] }).names).toEqual([
      'Ada Example',
      'Ben Sample',
      'Chloé Placeholder',
    ]);
    expect(look(people, { seen: ['never', 'recent'], will: ['not-checked'] }).names).toEqual(['Ada Example']);
  });

  it('tell apart what will happen to whom', () => {
    expect([...look(people, {}).matching.counts.will]).toEqual([0, 1, 0, 0, 0, 1, 1, 1, 1]);
  });

  it('take an e-mail domain in any case, the most frequent first, and have a place for none', () => {
    const { index, matching } = look(people, {});
    expect(
      facetsOf(index)
        .find(({ id }) => id === 'domain')
        ?.values.map(({ label }) => label),
    ).toEqual(['example.com', 'No e-mail', 'example.org']);
    expect([...matching.counts.domain]).toEqual([3, 1, 1]);
  });

  it('match nobody for a value that this roster does not have', () => {
    expect(look(people, { domain: ['example.net'] }).names).toEqual([]);
  });

  it('count for each value the users that choosing it alone in its facet would show', () => {
    const user = fc.record({
      lastSeen: fc.constantFrom(null, '2025-02-20', '2024-01-01'),
      status: fc.constantFrom('active' as const, 'suspended' as const),
      email: fc.constantFrom('a@example.com', 'b@example.org', ''),
      ticked: fc.boolean(),
    });
    const chosen = fc.record({
      will: fc.subarray(['not-checked', 'not-selected']),
      status: fc.subarray(['active', 'suspended']),
      seen: fc.subarray(['never', 'recent', 'year']),
      domain: fc.subarray(['example.com', '(none)']),
    });
    fc.assert(
      fc.property(fc.array(user), chosen, fc.constantFrom(...facetIds), (parts, facets, id) => {
        const users = parts.map((part, at) => sampleUser(at, part));
        const { index, matching } = look(users, facets);
        const facet = facetsOf(index).find((one) => one.id === id);
        for (const [code, { value }] of (facet?.values ?? []).entries()) {
          expect(matching.counts[id][code]).toBe(look(users, { ...facets, [id]: [value] }).matching.matched);
        }
      }),
    );
  });
});

it('knows who matches after a tick without looking at everybody again', () => {
  const index = indexUsers(people, now);
  const facets = facetsOf(index);
  const chosen = { ...noFacets, seen: ['never', 'recent'] };
  const before = matchUsers(index, servedTicks(index), facets, { chosen });
  const ticks = servedTicks(index).map((tick, user) => (user === 1 ? 1 : tick));
  expect(sameButTicks(before, index, ticks, chosen)).toEqual(matchUsers(index, ticks, facets, { chosen }));
  expect(sameButTicks(before, index, ticks, { ...chosen, will: ['not-checked'] })).toBeNull();
  expect(sameButTicks(before, index, ticks, { ...chosen, mark: ['would-be-refused'] })).toBeNull();
});

it('keeps a value in its place whose users are all filtered out, ticked or not', () => {
  const index = indexUsers(people, now);
  const facets = facetsOf(index);
  const nobody = matchUsers(index, new Uint8Array(people.length), facets);
  const totals = totalsOf(nobody, index, servedTicks(index));
  const { counts } = look(people, {}, 'nobody').matching;
  expect(counts.will.every((count) => count === 0)).toBe(true);
  const labels = facets[0]?.values
    .filter((_, code) => (totals.will[code] ?? 0) > 0)
    .map(({ label }) => label);
  expect(labels).toEqual(['Not checked', 'Not selected', 'Protected', 'Already inactive', 'Cannot be used']);
});
