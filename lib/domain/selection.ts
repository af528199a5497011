/** Which users of a roster can be deactivated, and which are ticked. */
import type { Protections } from '#lib/domain/protection';
import type { RosterUser } from '#lib/domain/roster';

export const blockCodes = ['unreadable', 'duplicate', 'protected', 'already-inactive'] as const;

/** Why a user cannot be ticked. */
export interface Block {
  code: (typeof blockCodes)[number];
  reason: string;
}

/** Why this user cannot be deactivated, the most certain reason first; null where the user is eligible. */
export function blockOf(user: RosterUser, protections: Protections): Block | null {
  const blocking = user.problems.find((problem) => problem.blocks);
  if (blocking) {
    return { code: blocking.code === 'duplicate' ? 'duplicate' : 'unreadable', reason: blocking.message };
  }
  if (user.accountId === null) return { code: 'unreadable', reason: 'No valid account ID.' };
  const protection = protections.get(user.accountId);
  if (protection) return { code: 'protected', reason: protection.reason };
  if (user.status === 'inactive') {
    return { code: 'already-inactive', reason: `The file says “${user.statusText}”.` };
  }
  return null;
}

/** How many users of a roster stand where. The five parts add up to `users`. */
export interface SelectionCounts {
  users: number;
  ticked: number;
  unticked: number;
  protected: number;
  alreadyInactive: number;
  unusable: number;
}

/** Counts a roster; `unticked` holds the account IDs that the admin unticked. */
export function countSelection(
  users: Iterable<RosterUser>,
  protections: Protections,
  unticked: ReadonlySet<string>,
): SelectionCounts {
  const counts = { users: 0, ticked: 0, unticked: 0, protected: 0, alreadyInactive: 0, unusable: 0 };
  for (const user of users) {
    counts.users += 1;
    const block = blockOf(user, protections);
    if (block === null) counts[user.accountId && unticked.has(user.accountId) ? 'unticked' : 'ticked'] += 1;
    else if (block.code === 'protected') counts.protected += 1;
    else if (block.code === 'already-inactive') counts.alreadyInactive += 1;
    else counts.unusable += 1;
  }
  return counts;
}
