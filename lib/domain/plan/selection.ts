/** Decides which users of a roster can be deactivated, and which are ticked. */
import { accountKey } from '#lib/domain/account/account-id';
import type { Protections } from '#lib/domain/protection/protection';
import type { RosterUser } from '#lib/domain/roster/roster';

/** Every reason why a user cannot be ticked. */
export const blockCodes = ['unreadable', 'duplicate', 'protected', 'already-inactive'] as const;

/** Why a user cannot be ticked. */
export interface Block {
  code: (typeof blockCodes)[number];
  reason: string;
}

/** The facts besides the file that decide about a user. */
export interface SelectionFacts {
  protections: Protections;
  /** The number of the run that left this account inactive, unless a newer fact says that it is active; else null. */
  leftInactiveBy(user: RosterUser): number | null;
}

/** Why this user cannot be deactivated, the most certain reason first; null if the user is eligible. */
export function blockOf(user: RosterUser, facts: SelectionFacts): Block | null {
  const blocking = user.problems.find((problem) => problem.blocks);
  if (blocking) {
    const again = blocking.code === 'duplicate' || blocking.code === 'case-variant';
    return { code: again ? 'duplicate' : 'unreadable', reason: blocking.message };
  }
  if (user.accountId === null) return { code: 'unreadable', reason: 'No valid account ID.' };
  const protection = facts.protections.get(accountKey(user.accountId));
  if (protection) return { code: 'protected', reason: protection.reason };
  if (user.status === 'inactive') {
    return { code: 'already-inactive', reason: `The file says “${user.statusText}”.` };
  }
  const run = facts.leftInactiveBy(user);
  if (run !== null) {
    return { code: 'already-inactive', reason: `Run ${run} left this account inactive.` };
  }
  return null;
}

/** Whether an eligible user is ticked: everybody is, except those whom the admin unticked. */
export function isTicked(
  user: RosterUser,
  block: Block | null,
  unticked: ReadonlySet<string>,
): user is RosterUser & { accountId: NonNullable<RosterUser['accountId']> } {
  return block === null && user.accountId !== null && !unticked.has(user.accountId);
}

/** The number of a roster's users in each state. The five parts add up to `users`. */
export interface SelectionCounts {
  users: number;
  ticked: number;
  unticked: number;
  protected: number;
  alreadyInactive: number;
  unusable: number;
}

/** Counts a roster's users, each with its block and whether it is ticked. */
export function countSelection(users: Iterable<{ block: Block | null; ticked: boolean }>): SelectionCounts {
  const counts = { users: 0, ticked: 0, unticked: 0, protected: 0, alreadyInactive: 0, unusable: 0 };
  for (const { block, ticked } of users) {
    counts.users += 1;
    if (block === null) counts[ticked ? 'ticked' : 'unticked'] += 1;
    else if (block.code === 'protected') counts.protected += 1;
    else if (block.code === 'already-inactive') counts.alreadyInactive += 1;
    else counts.unusable += 1;
  }
  return counts;
}
