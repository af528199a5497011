/** Search for a person among the users of a roster. */

import type { ReviewIndex } from '#components/review/who/review-index.ts';
import { fold } from '#components/shared/fold.ts';
import type { ReviewUser } from '#lib/contract/roster';
import type { Person } from '#lib/domain/account/person';

/** The person of a user; null without an account ID. */
function personOf({ accountId, name, email }: ReviewUser): Person | null {
  return accountId === null ? null : { accountId, name, email };
}

/** The first `most` people whose name, e-mail or account ID has all words of `text`, each account ID once. */
export function findPeople(index: ReviewIndex, text: string, most: number): Person[] {
  const words = fold(text).split(/\s+/).filter(Boolean);
  const found = new Map<string, Person>();
  for (let at = 0; at < index.users.length && found.size < most; at += 1) {
    const haystack = index.haystacks[at] ?? '';
    const user = index.users[at];
    const person = user && words.every((word) => haystack.includes(word)) ? personOf(user) : null;
    if (person && !found.has(person.accountId)) found.set(person.accountId, person);
  }
  return [...found.values()];
}
