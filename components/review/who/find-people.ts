/** Search for a person among the users of a roster. */
import type { ReviewIndex } from '#components/review/who/review-index.ts';
import { fold } from '#components/shared/fold.ts';
import type { ReviewUser } from '#lib/contract/roster';
import type { Person } from '#lib/domain/account/person';

/** The person of a user; null without an account ID. */
function personOf({ accountId, name, email }: ReviewUser): Person | null {
  return accountId === null ? null : { accountId, name, email };
}

/** The first `most` users whose name, e-mail or account ID has all words of `text`. */
export function findUsers(index: ReviewIndex, text: string, most: number): ReviewUser[] {
  const found: ReviewUser[] = [];
  for (const user of usersFound(index, text)) {
    found.push(user);
    if (found.length === most) break;
  }
  return found;
}

/** The first `most` people whose name, e-mail or account ID has all words of `text`, each account ID once. */
export function findPeople(index: ReviewIndex, text: string, most: number): Person[] {
  const found = new Map<string, Person>();
  for (const user of usersFound(index, text)) {
    const person = personOf(user);
    if (person && !found.has(person.accountId)) found.set(person.accountId, person);
    if (found.size === most) break;
  }
  return [...found.values()];
}

function* usersFound(index: ReviewIndex, text: string): Generator<ReviewUser> {
  const words = fold(text).split(/\s+/).filter(Boolean);
  for (const [at, user] of index.users.entries()) {
    const haystack = index.haystacks[at] ?? '';
    if (words.every((word) => haystack.includes(word))) yield user;
  }
}
