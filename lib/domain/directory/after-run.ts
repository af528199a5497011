/** The rules about readings of an account after a run of Lockstep that touched it. Pure. */
import { readAccountStatus } from '#lib/domain/account/account-status';
import { knownValue, readingsOfKnownAge, readingsSince, sameMomentMs } from '#lib/domain/directory/facts';
import { listsLagMs } from '#lib/domain/directory/freshness';
import type { Reading } from '#lib/domain/directory/reading';

/** The last run that touched an account, and the status in which it left the account. */
export interface AccountAfterRun {
  number: number;
  /** The time when the run ended, ms since the epoch. */
  endedAt: number;
  /** Whether it left the account active; null if its result does not say. */
  leftActive: boolean | null;
}

/**
 * The readings that hold at `now`, ms since the epoch: those of known age, and made after the last run that touched the
 * account (`readingsAfterRun`).
 */
export function readingsStillHeld(
  readings: readonly Reading[],
  last: AccountAfterRun | undefined,
  now: number,
): readonly Reading[] {
  const known = readingsOfKnownAge(readings, now);
  return last === undefined ? known : readingsAfterRun(known, last);
}

/**
 * The readings made after the run that still hold. A status from a list or the search may be older than the run for as
 * long as they may lag. So a profile outranks it: if a profile was read later, the listed status is left out. If no
 * profile decides and a reading contradicts the run, the run's result is added as a reading that contradicts it.
 */
export function readingsAfterRun(readings: readonly Reading[], word: AccountAfterRun): readonly Reading[] {
  const later = readingsSince(readings, word.endedAt + 1);
  const until = word.endedAt + listsLagMs;
  if (!later.some(({ at }) => at < until)) return later;
  const profile = lastProfile(later);
  const mayLag = (reading: Reading) => reading.source !== 'profile' && reading.at < until;
  const isSettled = (reading: Reading) => mayLag(reading) && profile !== null && reading.at <= profile.at;
  const still = later.some((reading) => isSettled(reading) && reading.facts.status !== undefined)
    ? later.map((reading) => (isSettled(reading) ? withoutStatus(reading) : reading))
    : later;
  if (word.leftActive === null) return still;
  const said = word.leftActive ? 'active' : 'inactive';
  const departs = ({ facts }: Reading) => {
    const status = readAccountStatus(facts.status ?? null);
    return facts.status !== undefined && status !== 'odd' && status !== said;
  };
  // A profile may lag too, but not as long. If it was read later than that and contradicts the run, it is right.
  const isOutdated = profile !== null && profile.at > word.endedAt + sameMomentMs && departs(profile);
  const isContradicted = still.some(
    (reading) => (mayLag(reading) || reading === profile) && departs(reading),
  );
  if (isOutdated || !isContradicted) return still;
  const { number, endedAt } = word;
  return [...still, { source: 'run', run: number, at: endedAt, generation: 0, facts: { status: said } }];
}

/**
 * Whether the status in an export contradicts the run, but the export was written (`at`, ms since the epoch) so shortly
 * after the run that it may not show the run's changes.
 */
export function exportMayLag(isActive: boolean, at: number, word: AccountAfterRun): boolean {
  return word.leftActive !== null && word.leftActive !== isActive && at < word.endedAt + listsLagMs;
}

function lastProfile(readings: readonly Reading[]): Reading | null {
  let last: Reading | null = null;
  for (const reading of readings) {
    const isProfile = reading.source === 'profile' && reading.facts.status !== undefined;
    if (isProfile && (last === null || reading.at > last.at)) last = reading;
  }
  return last;
}

function withoutStatus(reading: Reading): Reading {
  const { status: _, ...facts } = reading.facts;
  // `products` of a stored reading is a getter of its class, which a spread does not copy.
  const { products } = reading.facts;
  return { ...reading, facts: products === undefined ? facts : { ...facts, products } };
}

/**
 * Whether an account is active, according to its reading on a list and to the run that touched it later, or so shortly
 * before that the list may not show it. Null if that is not known. `readings` are all readings of the account.
 */
export function isActiveAfterRun(
  listed: Reading,
  readings: readonly Reading[],
  word: AccountAfterRun | undefined,
): boolean | null {
  if (word === undefined || listed.at >= word.endedAt + listsLagMs) return isActive(listed.facts.status);
  if (listed.at <= word.endedAt) return word.leftActive;
  return isActive(knownValue(readingsAfterRun(readings, word), 'status'));
}

function isActive(status: string | undefined): boolean {
  return readAccountStatus(status ?? null) === 'active';
}
