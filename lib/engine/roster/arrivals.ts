/**
 * Protects users when a file is read: its organisation admins, everybody that a rule matches, and the admin's own
 * account. They start unticked.
 */
import { accountKey } from '#lib/domain/account/account-id';
import type { Person } from '#lib/domain/account/person';
import { adminReadingAt } from '#lib/domain/directory/admin-reading';
import { knownValue } from '#lib/domain/directory/facts';
import type { Reading } from '#lib/domain/directory/reading';
import type { Survey, SurveyQuestions } from '#lib/domain/plan/survey';
import type { RosterKind } from '#lib/domain/roster/roster';
import type { Pieces } from '#lib/domain/text/pieces';
import type { CurrentDirectory } from '#lib/engine/directory/directory';
import { protectListed } from '#lib/engine/protection/known-protections';
import type { RuleVerbs } from '#lib/engine/protection/protection-rules';
import type { ProtectionVerbs } from '#lib/engine/protection/protections';

/** The parts that examining them needs. */
export interface ArrivalParts {
  directory: CurrentDirectory;
  protections: ProtectionVerbs;
  rules: Pick<RuleVerbs, 'questions' | 'watch'>;
}

/** A file whose users were surveyed. */
interface Arrival {
  /** The file's name, which is part of the reason of a protection. */
  name: string;
  kind: RosterKind;
  survey: Survey;
  /** The account IDs of its users, in groups of some milliseconds of work. */
  accountIds: Iterable<readonly string[]>;
}

/** The questions that the survey of an uploaded file must answer. */
export function arrivalQuestions({
  protections,
  rules,
}: Pick<ArrivalParts, 'protections' | 'rules'>): SurveyQuestions {
  return { ...rules.questions(), ownAddress: protections.ownAddress() ?? '' };
}

/**
 * Protects users of a new roster, and returns their accounts, which start unticked, so that removing a protection ticks
 * nobody. Must be called once, before the users can be seen.
 */
export function* settleArrivals(
  { directory, protections, rules }: ArrivalParts,
  { name, kind, survey, accountIds }: Arrival,
): Pieces<string[]> {
  const { admins, own } = survey;
  protections.protectFound('organisation-admin', admins, name);
  const watch = rules.watch(survey);
  const found: Person[] = [];
  yield* readingsOfAll(directory, accountIds, (accountId, readings) => {
    watch.see(accountId, readings);
    if (adminReadingAt(readings) !== null) found.push(namedBy(accountId, readings));
  });
  const known = protectListed(protections, 'organisation-admin', found, 'Atlassian’s own list');
  const caught = watch.settle(kind);
  const [only, ...others] = own;
  // The admin has given their address before. If exactly one account has it, that account is theirs.
  if (only && others.length === 0 && protections.operator() === null) protections.setOperator(only);
  const operator = protections.operator();
  const guarded = [...admins, ...known, ...caught, ...(operator ? [operator] : [])];
  return guarded.map(({ accountId }) => accountId);
}

/** Yields the readings of each of these accounts that has any. */
function* readingsOfAll(
  directory: CurrentDirectory,
  accountIds: Iterable<readonly string[]>,
  take: (accountId: string, readings: readonly Reading[]) => void,
): Pieces<void> {
  const store = directory.store();
  if (store.page(0, 1).accounts.length === 0) return;
  for (const group of accountIds) {
    const readings = yield* store.readings(group);
    for (const accountId of group) {
      const said = readings.get(accountKey(accountId)) ?? [];
      if (said.length > 0) take(accountId, said);
    }
    yield;
  }
}

function namedBy(accountId: string, readings: readonly Reading[]): Person {
  return {
    accountId,
    name: knownValue(readings, 'name') ?? '',
    email: knownValue(readings, 'email') ?? '',
  };
}
