/**
 * All readings of an account as one text, because reading one row is faster than reading several: a line of JSON with a
 * list for each reading, then a line with the products of each.
 */
import { decodeFacts, encodeFacts, productsText } from '#lib/adapters/sqlite/directory/stored-facts';
import { parsed } from '#lib/adapters/sqlite/stored-text';
import type { AccountFacts, Source, SourceReading } from '#lib/domain/directory/reading';

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
export const sourceOf: ReadonlyMap<unknown, Source> = new Map(
  Object.entries(sourceNumbers).map(([source, number]) => [number, source as Source]),
);

/** The positions of a reading before its facts: source, time, sweep. */
const factsFrom = 3;

/** The text of an account's readings, of which each source has one at most. It begins with `[`. */
export function encodeReadings(readings: readonly SourceReading[]): string {
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
export function decodeReadings(text: string): SourceReading[] {
  const lines = text.split('\n');
  const lists = parsed(lines[0] ?? '');
  const readings: SourceReading[] = [];
  if (!Array.isArray(lists)) return readings;
  let first: AccountFacts | null = null;
  for (let place = 0; place < lists.length; place += 1) {
    const cells: unknown = lists[place];
    if (!Array.isArray(cells)) continue;
    const facts = decodeFacts(cells, factsFrom, first, lines[place + 1] ?? '');
    if (place === 0) first = facts;
    const source = sourceOf.get(cells[0]);
    const at: unknown = cells[1];
    const generation: unknown = cells[2];
    if (facts === null || source === undefined) continue;
    if (typeof at === 'number' && typeof generation === 'number')
      readings.push({ source, at, generation, facts });
  }
  return readings;
}

/** The readings after a new one, which replaces the earlier one of its source; in the order of the sources' numbers. */
export function withReading(readings: readonly SourceReading[], made: SourceReading): SourceReading[] {
  const others = readings.filter(({ source }) => source !== made.source);
  return [...others, made].sort((one, other) => sourceNumbers[one.source] - sourceNumbers[other.source]);
}
