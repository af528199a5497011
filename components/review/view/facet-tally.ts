/** Passes and counts of one facet, for all users in one loop over index arrays. */
import type { FacetId, OwnFacetId } from '#components/review/view/review-query.ts';
import { leafCode, markBits, type Ticks } from '#components/review/who/leaf-codes.ts';
import type { ListFacetId, ReviewIndex } from '#components/review/who/review-index.ts';
import type { ValueCodes } from '#components/review/who/value-codes.ts';

/** The values of each user in a facet: one code, several codes, or bits of which each is a code. */
type FacetCodes =
  | { each: 'one'; codes: Uint8Array | Uint32Array }
  | { each: 'some'; codes: ValueCodes }
  | { each: 'bits'; codes: Uint8Array };

/**
 * What is known about each user: `passes`, `out`, or the number of the only facet that they fail, plus one.
 */
export type Standing = Uint16Array;
export const passes = 0;
export const out = 0xffff;

/** The codes of a facet; `seen` are the spans of one column. */
export function facetCodes(index: ReviewIndex, ticks: Ticks, id: FacetId, seen: Uint8Array): FacetCodes {
  switch (id) {
    case 'will':
      return { each: 'one', codes: ofAll(ticks, (user) => leafCode(index, ticks, user)) };
    case 'mark':
      return { each: 'bits', codes: ofAll(ticks, (user) => markBits(index, ticks, user)) };
    case 'seen':
      return { each: 'one', codes: seen };
    case 'status':
    case 'domain':
      return { each: 'one', codes: index[id] };
    default:
      return { each: 'some', codes: listCodes(index, id) };
  }
}

/** Notes the users who fail the facet of this number: none of their codes in it is in the mask. */
export function noteFailures(standing: Standing, number: number, given: FacetCodes, mask: Uint8Array): void {
  const failed = number + 1;
  const fail = (user: number): void => {
    standing[user] = standing[user] === passes ? failed : out;
  };
  if (given.each === 'one') {
    const { codes } = given;
    for (let user = 0; user < standing.length; user += 1) {
      if (standing[user] !== out && mask[codes[user] ?? 0] !== 1) fail(user);
    }
  } else if (given.each === 'bits') {
    const wanted = mask.reduce((bits, on, mark) => bits | (on << mark), 0);
    for (let user = 0; user < standing.length; user += 1) {
      if (standing[user] !== out && ((given.codes[user] ?? 0) & wanted) === 0) fail(user);
    }
  } else {
    const { starts, codes } = given.codes;
    for (let user = 0; user < standing.length; user += 1) {
      if (standing[user] === out) continue;
      const end = starts[user + 1] ?? 0;
      let at = starts[user] ?? 0;
      while (at < end && mask[codes[at] ?? 0] !== 1) at += 1;
      if (at === end) fail(user);
    }
  }
}

/**
 * The number of users per code, among those that pass everything but the facet of this number: a user who fails only
 * that one would be shown if their value of it were chosen too.
 */
export function countPassing(
  standing: Standing,
  number: number,
  given: FacetCodes,
  values: number,
): Uint32Array {
  const counts = new Uint32Array(values);
  const failed = number + 1;
  if (given.each === 'one') {
    const { codes } = given;
    for (let user = 0; user < standing.length; user += 1) {
      if (standing[user] === passes || standing[user] === failed) add(counts, codes[user] ?? 0);
    }
  } else if (given.each === 'bits') {
    for (let user = 0; user < standing.length; user += 1) {
      const bits = given.codes[user] ?? 0;
      if (bits !== 0 && (standing[user] === passes || standing[user] === failed)) countBits(bits, counts);
    }
  } else {
    const { starts, codes } = given.codes;
    for (let user = 0; user < standing.length; user += 1) {
      if (standing[user] !== passes && standing[user] !== failed) continue;
      const end = starts[user + 1] ?? 0;
      for (let at = starts[user] ?? 0; at < end; at += 1) add(counts, codes[at] ?? 0);
    }
  }
  return counts;
}

/** Counts each mark whose bit is set. */
export function countBits(bits: number, counts: Uint32Array): void {
  for (let mark = 0; mark < counts.length; mark += 1)
    counts[mark] = (counts[mark] ?? 0) + ((bits >> mark) & 1);
}

function add(counts: Uint32Array, code: number): void {
  counts[code] = (counts[code] ?? 0) + 1;
}

function ofAll(ticks: Ticks, codeOf: (user: number) => number): Uint8Array {
  const codes = new Uint8Array(ticks.length);
  for (let user = 0; user < codes.length; user += 1) codes[user] = codeOf(user);
  return codes;
}

function listCodes(index: ReviewIndex, id: ListFacetId | OwnFacetId): ValueCodes {
  if (id in index.lists) return index.lists[id as ListFacetId];
  return index.own.find((facet) => facet.id === id)?.codes ?? noValues;
}

const noValues: ValueCodes = { values: [], starts: new Uint32Array(0), codes: new Uint32Array(0) };
