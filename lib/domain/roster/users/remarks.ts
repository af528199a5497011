/** Remarks on the rows of a roster: problems that do not prevent ticking. A user with a remark is doubtful. Pure. */
import type { RosterUser, RowProblem } from '#lib/domain/roster/roster';

/** The part of a user that remarks need. */
type Remarked = Pick<RosterUser, 'problems'>;

/** The first remark on the row of a user who can be used; null if there is none, or if the row is blocked. */
export function firstRemark({ problems }: Remarked): RowProblem | null {
  const [first] = problems;
  return first === undefined || problems.some(({ blocks }) => blocks) ? null : first;
}

/** Whether the file says that the organisation does not manage the account. Atlassian's readings outrank it. */
export function isExternal({ problems }: Remarked): boolean {
  return problems.some(({ code }) => code === 'external-user' || code === 'not-claimed');
}

/** Whether the row can be used and has a remark. Such a user is ticked by hand only. */
export function isDoubtful(user: Remarked): boolean {
  return firstRemark(user) !== null;
}
