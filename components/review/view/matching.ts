/** Which users of a roster match a query, and the counts of each facet, computed in one pass over index arrays. */

import { type Facet, facetMask } from '#components/review/view/facets.ts';
import {
  type ByFacet,
  type FacetId,
  facetIds,
  type OwnFacetId,
  type ReviewQuery,
} from '#components/review/view/review-query.ts';
import type { ColumnOrder } from '#components/review/view/row-order.ts';
import { leafCode, markBits, type Ticks } from '#components/review/who/leaf-codes.ts';
import type { ListFacetId, ReviewIndex } from '#components/review/who/review-index.ts';
import type { ValueCodes } from '#components/review/who/value-codes.ts';
import { fold } from '#components/shared/fold.ts';

/** For each facet the number of users per code, among those that pass the search and all other facets. */
export type FacetCounts = ByFacet<Uint32Array>;

interface Matching {
  /** 1 for users that match everything. */
  matches: Uint8Array;
  matched: number;
  counts: FacetCounts;
}

/** 1 for users whose name, e-mail, account ID and own columns have every word of the search; null for an empty search. */
export function searchHits(index: ReviewIndex, search: string): Uint8Array | null {
  const words = fold(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return null;
  return Uint8Array.from(index.haystacks, (text) => (words.every((word) => text.includes(word)) ? 1 : 0));
}

/** The hits that were not seen for `least` days or more, or never. `days` are results of `daysSince`. */
export function inactiveHits(
  hits: Uint8Array | null,
  days: Float64Array,
  least: number | null,
): Uint8Array | null {
  if (least === null) return hits;
  return Uint8Array.from(days, (ago, user) => (ago >= least && hits?.[user] !== 0 ? 1 : 0));
}

/** Matches all users against the search's hits and the chosen facets; `seen` are the spans of one column. */
export function matchUsers(
  index: ReviewIndex,
  ticks: Ticks,
  facets: readonly Facet[],
  hits: Uint8Array | null,
  chosen: ReviewQuery['facets'],
  seen: Uint8Array = index.seen,
): Matching {
  const size = index.users.length;
  const matches = new Uint8Array(size);
  const tallies = facets.map((facet) => {
    const counts = new Uint32Array(facet.values.length);
    return tallyOf({ ...index, seen }, ticks, facet.id, facetMask(facet, chosen[facet.id] ?? []), counts);
  });
  let matched = 0;
  for (let user = 0; user < size; user += 1) {
    if (hits && hits[user] === 0) continue;
    let failed = -1;
    let failures = 0;
    for (let number = 0; number < tallies.length && failures < 2; number += 1) {
      if (tallies[number]?.passes(user) !== false) continue;
      failed = number;
      failures += 1;
    }
    if (failures > 1) continue;
    if (failures === 0) {
      matches[user] = 1;
      matched += 1;
    }
    // A user who fails only one facet would be shown if their value of it were chosen too.
    if (failures === 1) tallies[failed]?.count(user);
    else for (const tally of tallies) tally.count(user);
  }
  const counted = facets.map(({ id }, number) => [id, tallies[number]?.counts ?? none] as const);
  const counts = Object.fromEntries([...facetIds.map((id) => [id, none]), ...counted]) as FacetCounts;
  return { matches, matched, counts };
}

const none = new Uint32Array(0);

interface Tally {
  passes(user: number): boolean;
  count(user: number): void;
  counts: Uint32Array;
}

function tallyOf(
  index: ReviewIndex,
  ticks: Ticks,
  id: FacetId,
  mask: Uint8Array | null,
  counts: Uint32Array,
): Tally {
  const add = (code: number): void => {
    counts[code] = (counts[code] ?? 0) + 1;
  };
  if (id === 'will') {
    const code = (user: number): number => leafCode(index, ticks, user);
    return {
      counts,
      passes: (user) => mask === null || mask[code(user)] === 1,
      count: (user) => add(code(user)),
    };
  }
  if (id === 'mark') {
    const wanted = mask?.reduce((bits, on, mark) => bits | (on << mark), 0) ?? null;
    return {
      counts,
      passes: (user) => wanted === null || (markBits(index, ticks, user) & wanted) !== 0,
      count: (user) => countBits(markBits(index, ticks, user), counts),
    };
  }
  if (id === 'status' || id === 'seen' || id === 'domain') {
    const codes = index[id];
    return {
      counts,
      passes: (user) => mask === null || mask[codes[user] ?? 0] === 1,
      count: (user) => add(codes[user] ?? 0),
    };
  }
  const { starts, codes } = codesOf(index, id);
  return {
    counts,
    passes(user) {
      if (mask === null) return true;
      const end = starts[user + 1] ?? 0;
      for (let at = starts[user] ?? 0; at < end; at += 1) if (mask[codes[at] ?? 0] === 1) return true;
      return false;
    },
    count(user) {
      const end = starts[user + 1] ?? 0;
      for (let at = starts[user] ?? 0; at < end; at += 1) add(codes[at] ?? 0);
    },
  };
}

/** Counts each mark whose bit is set. */
function countBits(bits: number, counts: Uint32Array): void {
  for (let mark = 0; mark < counts.length; mark += 1)
    counts[mark] = (counts[mark] ?? 0) + ((bits >> mark) & 1);
}

function codesOf(index: ReviewIndex, id: ListFacetId | OwnFacetId): ValueCodes {
  if (id in index.lists) return index.lists[id as ListFacetId];
  return index.own.find((facet) => facet.id === id)?.codes ?? noValues;
}

const noValues: ValueCodes = { values: [], starts: new Uint32Array(0), codes: new Uint32Array(0) };

/**
 * The same matching after ticks have changed, with new counts of what will happen and of the marks. Null if the query
 * chooses users by either, so that a tick may change who matches.
 */
export function sameButTicks(
  matching: Matching,
  index: ReviewIndex,
  ticks: Ticks,
  chosen: ReviewQuery['facets'],
): Matching | null {
  if (chosen.will.length > 0 || chosen.mark.length > 0) return null;
  const will = new Uint32Array(matching.counts.will.length);
  const mark = new Uint32Array(matching.counts.mark.length);
  for (let user = 0; user < ticks.length; user += 1) {
    if (matching.matches[user] === 0) continue;
    const code = leafCode(index, ticks, user);
    will[code] = (will[code] ?? 0) + 1;
    countBits(markBits(index, ticks, user), mark);
  }
  return { ...matching, counts: { ...matching.counts, will, mark } };
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
    // Descending goes backwards by groups of equal values. Within a group the order of the file stays.
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
