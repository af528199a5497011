/** The users of a roster that match a query, and the counts of each facet, computed in one pass over index arrays. */
import {
  countBits,
  countPassing,
  facetCodes,
  noteFailures,
  out,
  passes,
  type Standing,
} from '#components/review/view/facet-tally.ts';
import { type Facet, facetMask } from '#components/review/view/facets.ts';
import { type ByFacet, facetIds, noFacets, type ReviewQuery } from '#components/review/view/review-query.ts';
import type { ColumnOrder } from '#components/review/view/row-order.ts';
import { leafCode, markBits, type Ticks } from '#components/review/who/leaf-codes.ts';
import type { ReviewIndex } from '#components/review/who/review-index.ts';
import { fold } from '#components/shared/fold.ts';

/** For each facet the number of users per code, among those that pass the search and all other facets. */
export type FacetCounts = ByFacet<Uint32Array>;

interface Matching {
  /** 1 for users that match everything. */
  matches: Uint8Array;
  matched: number;
  counts: FacetCounts;
}

/**
 * 1 for users whose name, e-mail, account ID and own columns have every word of the search; null for an empty search.
 */
export function searchHits(index: ReviewIndex, search: string): Uint8Array | null {
  const words = fold(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return null;
  const { haystacks } = index;
  const hits = new Uint8Array(haystacks.length);
  for (let user = 0; user < hits.length; user += 1) {
    const text = haystacks[user] ?? '';
    let at = 0;
    while (at < words.length && text.includes(words[at] ?? '')) at += 1;
    if (at === words.length) hits[user] = 1;
  }
  return hits;
}

/** The hits that were not seen for `least` days or more, or never. `days` are results of `daysSince`. */
export function inactiveHits(
  hits: Uint8Array | null,
  days: Float64Array,
  least: number | null,
): Uint8Array | null {
  if (least === null) return hits;
  const seldom = new Uint8Array(days.length);
  for (let user = 0; user < seldom.length; user += 1) {
    if ((days[user] ?? 0) >= least && hits?.[user] !== 0) seldom[user] = 1;
  }
  return seldom;
}

/** The conditions that users match; without any, all of them do. */
interface Conditions {
  /** The results of `searchHits` and `inactiveHits`; null if neither is asked. */
  hits?: Uint8Array | null;
  /** The chosen values of each facet. */
  chosen?: ReviewQuery['facets'];
  /** For each user the span in which they were last seen, according to one column. */
  seen?: Uint8Array;
}

/**
 * Matches all users against the search and the chosen facets. Each facet has a loop of its own, since one loop over all
 * users that asks every facet took three to four times as long.
 */
export function matchUsers(
  index: ReviewIndex,
  ticks: Ticks,
  facets: readonly Facet[],
  { hits = null, chosen = noFacets, seen = index.seen }: Conditions = {},
): Matching {
  const size = index.users.length;
  // Ticks of another length belong to another list: then no user counts as ticked.
  const known = ticks.length === size ? ticks : new Uint8Array(size);
  const standing: Standing = new Uint16Array(size);
  if (hits) for (let user = 0; user < size; user += 1) if (hits[user] === 0) standing[user] = out;
  const codes = facets.map(({ id }) => facetCodes(index, known, id, seen));
  facets.forEach((facet, number) => {
    const mask = facetMask(facet, chosen[facet.id] ?? []);
    const given = codes[number];
    if (mask && given) noteFailures(standing, number, given, mask);
  });
  const counted = facets.map(({ id, values }, number) => {
    const given = codes[number];
    return [id, given ? countPassing(standing, number, given, values.length) : none] as const;
  });
  const counts = Object.fromEntries([...facetIds.map((id) => [id, none]), ...counted]) as FacetCounts;
  return { ...matchesOf(standing), counts };
}

const none = new Uint32Array(0);

/** The users who passed the search and every facet, and their number. */
function matchesOf(standing: Standing): Pick<Matching, 'matches' | 'matched'> {
  const size = standing.length;
  const matches = new Uint8Array(size);
  let matched = 0;
  for (let user = 0; user < size; user += 1) {
    if (standing[user] !== passes) continue;
    matches[user] = 1;
    matched += 1;
  }
  return { matches, matched };
}

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

/**
 * The counts of the whole roster, above 0 for each value that some user has, ticked or not. `whole` matches all users
 * while nobody is ticked; the counts of what will happen and of the marks with these ticks are added to its own.
 */
export function totalsOf(whole: Matching, index: ReviewIndex, ticks: Ticks): FacetCounts {
  const ticked = sameButTicks(whole, index, ticks, noFacets)?.counts ?? whole.counts;
  const sum = (id: 'will' | 'mark'): Uint32Array =>
    whole.counts[id].map((count, code) => count + (ticked[id][code] ?? 0));
  return { ...whole.counts, will: sum('will'), mark: sum('mark') };
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
