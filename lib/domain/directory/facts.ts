/** The rule that decides between sources: the younger fact counts, and what contradicts it is shown. Pure. */
import { readAccountStatus } from '#lib/domain/account/account-status';
import { type AccountFacts, type Reading, type Source, sources } from '#lib/domain/directory/reading';

/** The name of a fact. */
type Field = keyof AccountFacts;
type Value<F extends Field> = NonNullable<Required<AccountFacts>[F]> | NullIn<F>;
type NullIn<F extends Field> = null extends Required<AccountFacts>[F] ? null : never;

/** A fact according to one source. */
interface Said<F extends Field> {
  source: Source;
  /** Ms since the epoch. */
  at: number;
  value: Value<F>;
}

/** What is known of one fact of an account. `against` is what another source said within the same minute. */
type Fact<F extends Field> = ({ state: 'known'; against: Said<F> | null } & Said<F>) | { state: 'never' };

/** Two readings within this time are as old as each other, ms: lists are read over minutes, and may lag. */
export const sameMomentMs = 60_000;

/**
 * What counts of a fact. The youngest reading counts. Of those within a minute of it, the first in the order of
 * `sources` counts, and one that says something else stands against it.
 */
export function factOf<F extends Field>(readings: readonly Reading[], field: F): Fact<F> {
  let youngest = Number.NEGATIVE_INFINITY;
  for (const { at, facts } of readings) if (facts[field] !== undefined && at > youngest) youngest = at;
  const first = firstOf(readings, field, youngest, () => true);
  if (first === null) return { state: 'never' };
  const { value } = first;
  const against = firstOf(readings, field, youngest, (other) => !areSame(field, other, value));
  return { state: 'known', ...first, against };
}

/**
 * The first source in order that was read within a minute of `youngest` and whose value is `wanted`. It is asked for
 * every fact of every account, so it makes no list of the others.
 */
function firstOf<F extends Field>(
  readings: readonly Reading[],
  field: F,
  youngest: number,
  wanted: (value: Value<F>) => boolean,
): Said<F> | null {
  let first: Said<F> | null = null;
  for (const { source, at, facts } of readings) {
    const value = facts[field] as Value<F> | undefined;
    if (value === undefined || youngest - at > sameMomentMs || !wanted(value)) continue;
    const order = first === null ? -1 : rankOf({ source }) - rankOf(first) || first.at - at;
    if (order < 0) first = { source, at, value };
  }
  return first;
}

/** The value that counts, whatever stands against it; undefined if no source had one. */
export function knownValue<F extends Field>(readings: readonly Reading[], field: F): Value<F> | undefined {
  const fact = factOf(readings, field);
  return fact.state === 'known' ? fact.value : undefined;
}

/** The value for a guard: undefined also if two sources contradict each other. */
export function certainValue<F extends Field>(readings: readonly Reading[], field: F): Value<F> | undefined {
  const fact = factOf(readings, field);
  return fact.state === 'known' && fact.against === null ? fact.value : undefined;
}

function rankOf({ source }: { source: Source }): number {
  return sources.indexOf(source);
}

/** How a text is compared. Facts without an entry are not compared: sources differ in how much of them they tell. */
const comparable: { readonly [F in Field]?: (value: Value<F>) => unknown } = {
  status: (status) => (readAccountStatus(status) === 'odd' ? status : readAccountStatus(status)),
  email: (email) => email.trim().toLowerCase(),
  claim: (claim) => claim,
  managementSource: (source) => source,
  organisationAdmin: (admin) => admin,
};

function areSame<F extends Field>(field: F, one: Value<F>, other: Value<F>): boolean {
  if (one === other) return true;
  const folded = comparable[field] as ((value: Value<F>) => unknown) | undefined;
  return folded === undefined || folded(one) === folded(other);
}
