/**
 * The rule that decides between sources: the youngest value of a fact counts, and a contradicting one is kept beside
 * it. Pure.
 */
import { readAccountStatus } from '#lib/domain/account/account-status';
import { addressOf } from '#lib/domain/account/email-address';
import type { comparedFacts } from '#lib/domain/directory/contradiction';
import { isFromFuture, listsLagMs } from '#lib/domain/directory/freshness';
import { type AccountFacts, type Reading, type Speaker, speakers } from '#lib/domain/directory/reading';

/** The name of a fact. */
type Field = keyof AccountFacts;
type Value<F extends Field> = NonNullable<Required<AccountFacts>[F]> | NullIn<F>;
type NullIn<F extends Field> = null extends Required<AccountFacts>[F] ? null : never;

/** A fact according to one source. */
interface FactBySource<F extends Field> {
  source: Speaker;
  /** The number of the run, where a run is the source. */
  run?: number;
  /** Ms since the epoch. */
  at: number;
  value: Value<F>;
}

/** The value of one fact of an account. `against` is a different value of another source from the same minute. */
type Fact<F extends Field> =
  | ({ state: 'known'; against: FactBySource<F> | null } & FactBySource<F>)
  | { state: 'never' };

/** Two readings within this time are as old as each other, ms: lists are read over minutes, and may lag. */
export const sameMomentMs = 60_000;

/**
 * The time for which a reading can contradict younger ones, in ms. The result of a run can for as long as lists may not
 * show the run's changes.
 */
export function standsMs({ source }: Pick<Reading, 'source'>): number {
  return source === 'run' ? listsLagMs : sameMomentMs;
}

/**
 * The value of a fact that counts. Among the readings within a minute of the youngest, the first in the order of
 * `sources` decides, and a different value of another one is `against`. This runs for every fact of every account, so
 * it allocates no list of the readings.
 */
export function factOf<F extends Field>(readings: readonly Reading[], field: F): Fact<F> {
  let youngest = Number.NEGATIVE_INFINITY;
  let told = 0;
  for (const { at, facts } of readings) {
    if (facts[field] === undefined) continue;
    told += 1;
    if (at > youngest) youngest = at;
  }
  const first = told === 0 ? null : firstOf(readings, field, youngest, undefined);
  if (first === null) return never;
  const against = told === 1 ? null : firstOf(readings, field, youngest, first.value);
  return { state: 'known', ...first, against };
}

const never = { state: 'never' } as const;

/** The first source in order that was read within a minute of `youngest` and has another value than `other`. */
function firstOf<F extends Field>(
  readings: readonly Reading[],
  field: F,
  youngest: number,
  other: Value<F> | undefined,
): FactBySource<F> | null {
  let first: Reading | null = null;
  for (const reading of readings) {
    const value = reading.facts[field] as Value<F> | undefined;
    if (value === undefined || youngest - reading.at > standsMs(reading)) continue;
    if (other !== undefined && areSame(field, value, other)) continue;
    const order = first === null ? -1 : rankOf(reading) - rankOf(first) || first.at - reading.at;
    if (order < 0) first = reading;
  }
  if (first === null) return null;
  const { source, at, run } = first;
  return { source, at, value: first.facts[field] as Value<F>, ...(run === undefined ? {} : { run }) };
}

/**
 * The readings made at or after `since`, ms since the epoch. If that is all of them, as nearly always, the same list is
 * returned.
 */
export function readingsSince(readings: readonly Reading[], since: number): readonly Reading[] {
  return readings.every(({ at }) => at >= since) ? readings : readings.filter(({ at }) => at >= since);
}

/** The readings whose age is known at `now`, ms since the epoch: nearly always all of them, and then the same list. */
export function readingsOfKnownAge(readings: readonly Reading[], now: number): readonly Reading[] {
  const isKnown = ({ at }: Reading) => !isFromFuture(at, now);
  return readings.every(isKnown) ? readings : readings.filter(isKnown);
}

/** The value that counts, even if another source contradicts it; undefined if no source has one. */
export function knownValue<F extends Field>(readings: readonly Reading[], field: F): Value<F> | undefined {
  const fact = factOf(readings, field);
  return fact.state === 'known' ? fact.value : undefined;
}

/** The value for a guard: undefined also if two sources contradict each other. */
export function certainValue<F extends Field>(readings: readonly Reading[], field: F): Value<F> | undefined {
  const fact = factOf(readings, field);
  return fact.state === 'known' && fact.against === null ? fact.value : undefined;
}

function rankOf({ source }: Pick<Reading, 'source'>): number {
  return speakers.indexOf(source);
}

/** Converts values of each fact to the form in which they are compared. */
const comparable: { readonly [F in (typeof comparedFacts)[number]]: (value: Value<F>) => unknown } = {
  status: (status) => (readAccountStatus(status) === 'odd' ? status : readAccountStatus(status)),
  email: addressOf,
  claim: (claim) => claim,
  managementSource: (source) => source,
  organisationAdmin: (admin) => admin,
};

function areSame<F extends Field>(field: F, one: Value<F>, other: Value<F>): boolean {
  if (one === other) return true;
  const folded = (comparable as Partial<Record<Field, unknown>>)[field] as
    | ((value: Value<F>) => unknown)
    | undefined;
  return folded === undefined || folded(one) === folded(other);
}
