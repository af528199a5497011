/**
 * All readings of an account as one text, because reading one row is faster than reading several: a line of JSON with a
 * list for each reading, then a line with the products of each.
 */
import { decodeFacts, encodeFacts, productsText } from '#lib/adapters/sqlite/directory/stored-facts';
import { parsed } from '#lib/adapters/sqlite/stored-text';
import type { AccountFacts, Reading, Source } from '#lib/domain/directory/reading';

/** The number under which each source is stored. */
export const sourceNumbers: Readonly<Record<Source, number>> = {
  profile: 1,
  manage: 2,
  'users-search': 3,
  'managed-accounts': 4,
  'account-tokens': 5,
  'organisation-tokens': 6,
  'service-accounts': 7,
  'users-question': 8,
};

/** The source of each number. */
export const sourceOf: ReadonlyMap<number, Source> = new Map(
  Object.entries(sourceNumbers).map(([source, number]) => [number, source as Source]),
);

/** The positions of a reading before its facts: source, time, sweep. */
const factsFrom = 3;

/** The text of an account's readings, of which each source has one at most. It begins with `[`. */
export function encodeReadings(readings: readonly Reading[]): string {
  const first = readings[0]?.facts ?? null;
  const lists = readings.map(({ source, at, generation, facts }) => [
    sourceNumbers[source],
    at,
    generation,
    ...encodeFacts(facts, facts === first ? null : first),
  ]);
  const products = readings.map(({ facts }) => productsText(facts));
  return [JSON.stringify(lists), ...products].join('\n').trimEnd();
}

/** The readings of a text. What cannot be read counts as never made. */
export function decodeReadings(text: string): Reading[] {
  const [head = '', ...products] = text.split('\n');
  const lists = parsed(head);
  if (!Array.isArray(lists)) return [];
  const readings: Reading[] = [];
  let first: AccountFacts | null = null;
  for (const [place, list] of lists.entries()) {
    if (!Array.isArray(list)) continue;
    const cells: readonly unknown[] = list;
    const facts = decodeFacts(cells, factsFrom, first, products[place] ?? '');
    if (place === 0) first = facts;
    const [number, at, generation] = cells;
    const source = typeof number === 'number' ? sourceOf.get(number) : undefined;
    const isWhole = facts !== null && typeof at === 'number' && typeof generation === 'number';
    if (source !== undefined && isWhole) readings.push({ source, at, generation, facts });
  }
  return readings;
}

/** The readings after a new one, which replaces the earlier one of its source; in the order of the sources' numbers. */
export function withReading(readings: readonly Reading[], made: Reading): Reading[] {
  const others = readings.filter(({ source }) => source !== made.source);
  return [...others, made].sort((one, other) => sourceNumbers[one.source] - sourceNumbers[other.source]);
}
