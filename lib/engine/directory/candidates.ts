/** The users whom a plan would contain, with what each source says of them. */
import type { RuledUser } from '#lib/domain/protection/protection-rule';
import type { RosterUser } from '#lib/domain/roster/roster';
import type { Knowledge } from '#lib/engine/directory/knowledge';
import type { Person } from '#lib/engine/storage';

/** A user whom the plan would contain; `row` is what the file says of them, null where there is no file. */
export interface Candidate extends Person {
  row: RosterUser | null;
}

/** The user as each source has them: the file or the plan before, and Atlassian's list where it was read. */
export function seenOf(
  { row, ...person }: Candidate,
  { accounts }: Pick<Knowledge, 'accounts'>,
): readonly RuledUser[] {
  const own = { ...person, orgRole: row?.orgRole ?? '', groups: row?.groups ?? [] };
  const listed = accounts.get(person.accountId)?.listed;
  return listed ? [own, { ...own, name: listed.name ?? '', email: listed.email ?? '' }] : [own];
}

/** A user of a file as a candidate; null where the file has no account ID for them. */
export function candidateOf(row: RosterUser): Candidate | null {
  const { accountId, name, email } = row;
  return accountId === null ? null : { accountId, name, email, row };
}
