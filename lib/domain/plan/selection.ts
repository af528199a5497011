/** Decides which users of a roster can be deactivated, and which are ticked. */
import { z } from 'zod';
import { accountKey } from '#lib/domain/account/account-id';
import type { Protections } from '#lib/domain/protection/protection';
import type { RosterUser } from '#lib/domain/roster/roster';

/** Why a user cannot be ticked. */
export const blockSchema = z.object({
  code: z.enum(['unreadable', 'duplicate', 'protected', 'already-inactive']),
  reason: z.string(),
});
export type Block = z.infer<typeof blockSchema>;

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
export const selectionCountsSchema = z.object({
  users: z.number(),
  ticked: z.number(),
  unticked: z.number(),
  protected: z.number(),
  alreadyInactive: z.number(),
  unusable: z.number(),
});
export type SelectionCounts = z.infer<typeof selectionCountsSchema>;

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
