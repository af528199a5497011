/** The users of a review, folded from an answer with all of them and answers with the changes since. */
import type { ReviewAnswer } from '#lib/contract/roster';

/**
 * The users after an answer; null if it has changes to something else than `before`. Users who have not changed stay
 * the same objects, and so does the list if nobody has.
 */
export function foldReview(before: ReviewAnswer | undefined, answer: ReviewAnswer): ReviewAnswer | null {
  const { since = null, users: changed } = answer;
  if (since === null) return answer;
  if (before?.revision !== since) return null;
  if (changed.length === 0) return { ...answer, users: before.users };
  const users = [...before.users];
  for (const user of changed) users[user.position] = user;
  return { ...answer, users };
}
