/** Which users of a roster match a query, and how many each facet would have: index arrays, one pass. */
import { type Facet, facetMask } from '#lib/browser/review/review-facets';
import { fold, type ReviewIndex } from '#lib/browser/review/review-index';
import type { ColumnOrder } from '#lib/browser/review/review-order';
import type { FacetId, ReviewQuery } from '#lib/browser/review/review-query';
import { standingCode, type Ticks } from '#lib/browser/review/standing';

/** For each facet the number of users per code, among those that pass the search and all other facets. */
export type FacetCounts = Record<FacetId, Uint32Array>;

export interface Matching {
  /** 1 for users that match everything. */
  matches: Uint8Array;
  matched: number;
  counts: FacetCounts;
}

/** 1 for users in whose name, e-mail or account ID every word of the search occurs; null for an empty search. */
export function searchHits(index: ReviewIndex, search: string): Uint8Array | null {
  const words = fold(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return null;
  return Uint8Array.from(index.haystacks, (text) => (words.every((word) => text.includes(word)) ? 1 : 0));
}

/** Matches all users against the search's hits and the chosen facets. */
export function matchUsers(
  index: ReviewIndex,
  ticks: Ticks,
  facets: readonly Facet[],
  hits: Uint8Array | null,
  chosen: ReviewQuery['facets'],
): Matching {
  const size = index.users.length;
  const matches = new Uint8Array(size);
  const tallies = facets.map((facet) => ({
    codeOf: codesOf(index, ticks, facet.id),
    mask: facetMask(facet, chosen[facet.id]),
    counts: new Uint32Array(facet.values.length),
  }));
  let matched = 0;
  for (let user = 0; user < size; user += 1) {
    if (hits && hits[user] === 0) continue;
    let failed = -1;
    let failures = 0;
    for (let number = 0; number < tallies.length && failures < 2; number += 1) {
      const tally = tallies[number];
      if (!tally?.mask || tally.mask[tally.codeOf(user)] === 1) continue;
      failed = number;
      failures += 1;
    }
    if (failures > 1) continue;
    if (failures === 0) {
      matches[user] = 1;
      matched += 1;
    }
    // Who fails one facet only would be shown if that value of it were chosen too.
    for (let number = 0; number < tallies.length; number += 1) {
      const tally = tallies[number];
      if (!tally || (failures === 1 && number !== failed)) continue;
      const code = tally.codeOf(user);
      tally.counts[code] = (tally.counts[code] ?? 0) + 1;
    }
  }
  const counts: FacetCounts = { will: none, preflight: none, status: none, seen: none, domain: none };
  facets.forEach((facet, number) => {
    counts[facet.id] = tallies[number]?.counts ?? none;
  });
  return { matches, matched, counts };
}

const none = new Uint32Array(0);

function codesOf(index: ReviewIndex, ticks: Ticks, id: FacetId): (user: number) => number {
  if (id === 'will') return (user) => standingCode(index.fixed, ticks, user);
  const codes = index[id];
  return (user) => codes[user] ?? 0;
}

/** The matching users in the given order, or in file order. */
export function rowsOf(
  { matches, matched }: Matching,
  order: ColumnOrder | null,
  descending: boolean,
): Uint32Array {
  const rows = new Uint32Array(matched);
  let filled = 0;
  const take = (user: number): void => {
    if (matches[user] === 1) {
      rows[filled] = user;
      filled += 1;
    }
  };
  if (order === null) {
    for (let user = 0; user < matches.length; user += 1) take(user);
    return rows;
  }
  const { users, tied, filledIn } = order;
  const takeAll = (from: number, to: number): void => {
    for (let at = from; at < to; at += 1) take(users[at] ?? 0);
  };
  if (!descending) takeAll(0, users.length);
  else {
    // Backwards by groups of equals: within a group the file's order stays.
    for (let end = filledIn; end > 0; ) {
      let start = end - 1;
      while (start > 0 && tied[start] === 1) start -= 1;
      takeAll(start, end);
      end = start;
    }
    takeAll(filledIn, users.length);
  }
  return rows;
}
