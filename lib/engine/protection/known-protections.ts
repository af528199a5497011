/**
 * Protects people because of Atlassian's readings: users whom a rule matches, organisation admins, service accounts.
 */
import { accountKey } from '#lib/domain/account/account-id';
import type { Person } from '#lib/domain/account/person';
import { adminReadingAt } from '#lib/domain/directory/admin-reading';
import { knownValue } from '#lib/domain/directory/facts';
import type { AccountReading } from '#lib/domain/directory/reading';
import { atOnce, inGroups, type Pieces } from '#lib/domain/text/pieces';
import { type Candidate, seenOf } from '#lib/engine/directory/candidates';
import type { RuleVerbs } from '#lib/engine/protection/protection-rules';
import type { FoundSource, ProtectionVerbs } from '#lib/engine/protection/protections';
import type { ReadingsByAccount } from '#lib/engine/storage/directories';

/** The parts that protect. */
export interface KnownProtectionParts {
  rules: Pick<RuleVerbs, 'protectFitting'>;
  protections: Pick<ProtectionVerbs, 'protectFound' | 'removedByHand'>;
}

/**
 * Protects those of these people whom any reading, however old, makes subject to protection. Never ends a protection.
 * In pieces.
 */
export function* protectKnown(
  { rules, protections }: KnownProtectionParts,
  people: readonly Candidate[],
  allReadings: ReadingsByAccount,
): Pieces<void> {
  function* seen() {
    for (const each of people) yield { accountId: each.accountId, seen: () => seenOf(each, allReadings) };
  }
  yield* rules.protectFitting(seen());
  const admins: Candidate[] = [];
  const programs: Candidate[] = [];
  for (const group of inGroups(people)) {
    for (const each of group) {
      const said = allReadings.get(accountKey(each.accountId)) ?? [];
      if (adminReadingAt(said) !== null) admins.push(each);
      if (knownValue(said, 'serviceAccount') === true) programs.push(each);
    }
    yield;
  }
  protectListed(protections, 'organisation-admin', admins, 'Atlassian’s own list');
  protectListed(protections, 'service-account', programs, 'Atlassian’s own list');
}

/**
 * The same for the accounts of these readings, according to them. Must be called before any call that is based on them.
 */
export function protectRead(parts: KnownProtectionParts, readings: readonly AccountReading[]): void {
  const people = readings.map(({ accountId, facts: { name = '', email = '' } }) => {
    return { accountId, name, email, row: null };
  });
  const said = new Map(readings.map((each) => [accountKey(each.accountId), [each]]));
  atOnce(protectKnown(parts, people, said));
}

/**
 * Protects organisation admins or service accounts, except those whose protection the admin removed, and returns them.
 * `where` is part of the reason.
 */
export function protectListed(
  protections: KnownProtectionParts['protections'],
  source: FoundSource,
  found: readonly Person[],
  where: string,
): Person[] {
  if (found.length === 0) return [];
  const removedByHand = protections.removedByHand();
  const people = found
    .filter(({ accountId }) => !removedByHand.has(accountKey(accountId)))
    .map(({ accountId, name, email }) => ({ accountId, name, email }));
  protections.protectFound(source, people, where);
  return people;
}
