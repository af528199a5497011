import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  facetIds,
  isNarrowed,
  isStep,
  noFacets,
  type ReviewQuery,
  readQuery,
  toggleFacet,
  wholeRoster,
  writeQuery,
} from '#components/review/view/review-query.ts';

const values = fc.array(fc.string());
const queries: fc.Arbitrary<ReviewQuery> = fc.record({
  search: fc.string(),
  facets: fc.array(values, { minLength: facetIds.length, maxLength: facetIds.length }).map((lists) => ({
    ...noFacets,
    ...Object.fromEntries(facetIds.map((id, at) => [id, lists[at] ?? []])),
  })),
  inactive: fc.option(fc.integer({ min: 1, max: 9_999 })),
  seenIn: fc.option(fc.stringMatching(/^c[0-9]+$/)),
  sort: fc.option(fc.record({ column: fc.stringMatching(/^[a-z0-9]+$/), descending: fc.boolean() })),
});

describe('a query in the address', () => {
  it('comes back as it went in, whatever it holds', () => {
    fc.assert(
      fc.property(queries, (query) => {
        expect(readQuery(writeQuery(query))).toEqual(query);
      }),
    );
  });

  it('is nothing at all for the whole roster', () => {
    expect(writeQuery(wholeRoster)).toBe('');
    expect(isNarrowed(wholeRoster)).toBe(false);
  });
});

describe('days of inactivity in the address', () => {
  it.each(['0', '-1', '1.5', '10000', 'x', ' '])('mean nothing where they are %j', (text) => {
    expect(readQuery(`?inactive=${encodeURIComponent(text)}`).inactive).toBeNull();
  });
});

describe('changing a query', () => {
  it('switches a value of a facet on and off', () => {
    const once = toggleFacet(wholeRoster, 'seen', 'never');
    expect(once.facets.seen).toEqual(['never']);
    expect(isNarrowed(once)).toBe(true);
    expect(toggleFacet(once, 'seen', 'never')).toEqual(wholeRoster);
  });
});

describe('a step to which Back leads', () => {
  it('is made by a filter', () => {
    const filtered = toggleFacet(wholeRoster, 'will', 'protected');
    expect(isStep(wholeRoster, filtered)).toBe(true);
    expect(isStep(filtered, toggleFacet(filtered, 'will', 'protected'))).toBe(true);
    expect(isStep(wholeRoster, { ...wholeRoster, inactive: 90 })).toBe(true);
  });

  it('is not made by typing or sorting', () => {
    expect(isStep(wholeRoster, { ...wholeRoster, search: 'ada' })).toBe(false);
    expect(isStep(wholeRoster, { ...wholeRoster, sort: { column: 'email', descending: true } })).toBe(false);
  });
});
