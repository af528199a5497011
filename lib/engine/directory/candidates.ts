/** The users that a plan would contain, with what each source says about them. */
import { accountKey } from '#lib/domain/account/account-id';
import { organisationAdminRoles } from '#lib/domain/account/admin-signs';
import type { Person } from '#lib/domain/account/person';
import { adminReadingAt } from '#lib/domain/directory/admin-reading';
import type { Reading } from '#lib/domain/directory/reading';
import type { RuledUser } from '#lib/domain/protection/protection-rule';
import type { RosterUser } from '#lib/domain/roster/roster';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import type { ReadingsByAccount } from '#lib/engine/storage/directories';

/** A user that the plan would contain. `row` is the file's data about them; null if there is no file. */
export interface Candidate extends Person {
  row: RosterUser | null;
}

/**
 * The descriptions of a user that rules are applied to: one from the file or the previous plan, and one from each
 * reading.
 */
export function seenOf({ row, ...person }: Candidate, said: ReadingsByAccount): readonly RuledUser[] {
  const own = { ...person, orgRole: row?.orgRole ?? '', groups: row?.groups ?? [] };
  return [own, ...ruledBy(said.get(accountKey(person.accountId)) ?? [], person)];
}

/** A user as each of Atlassian's readings describes them. `person` supplies what a reading lacks. */
export function ruledBy(readings: readonly Reading[], person: Pick<Person, 'name' | 'email'>): RuledUser[] {
  const isAdmin = adminReadingAt(readings) !== null;
  const said = readings.flatMap(({ facts: { name = '', email = '', groups = [] } }) =>
    name === '' && email === '' && groups.length === 0 ? [] : [{ name, email, orgRole: '', groups }],
  );
  const roles = isAdmin ? organisationAdminRoles : [];
  return [...said, ...roles.map((orgRole) => ({ ...person, orgRole, groups: [] }))];
}

/** A user of a file as a candidate; null if the file has no account ID for them. */
export function candidateOf(row: RosterUser): Candidate | null {
  const { accountId, name, email } = row;
  return accountId === null ? null : { accountId, name, email, row };
}

/** The ticked ones of these users as candidates, in pieces. */
export function* tickedCandidates(
  reviewed: readonly { user: RosterUser; ticked: boolean }[],
): Pieces<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const group of inGroups(reviewed)) {
    for (const { user, ticked } of group) {
      const candidate = ticked ? candidateOf(user) : null;
      if (candidate !== null) candidates.push(candidate);
    }
    yield;
  }
  return candidates;
}
