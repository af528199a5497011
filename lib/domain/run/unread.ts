/** Failed readings of a run: whether any account was read, and who was called without. */
import type { RunState } from '#lib/domain/run/state';
import type { UserProgress } from '#lib/domain/run/user';

/** Whether no account of the run could be read so far. */
export function nobodyRead(state: RunState): boolean {
  return state.someoneRead !== true && !state.users.some(wasRead);
}

/** Whether the account was read. All outcomes but these require a reading. */
function wasRead({ before, outcome }: Pick<UserProgress, 'before' | 'outcome'>): boolean {
  if (before !== null) return true;
  return outcome !== null && outcome !== 'refused' && outcome !== 'failed' && outcome !== 'in-doubt';
}

/** Whether a user was called although the account could not be read before. */
export function isCalledUnread(state: RunState, user: Pick<UserProgress, 'attempt' | 'before'>): boolean {
  return state.imported === null && user.attempt > 0 && user.before === null;
}

/** The number of users who were called without a reading. */
export function calledUnread(state: RunState): number {
  return state.users.positions((user) => isCalledUnread(state, user)).length;
}

/** The note at each such user. */
export const unreadNote =
  'Called without having been read: whether the account was active before is not known.';
