import { expect, it } from 'vitest';
import { foldReview } from '#components/review/view/fold-review.ts';
import { sampleUser } from '#test/samples/review-user';

const all = { users: [0, 1, 2].map((at) => sampleUser(at)), revision: 'a', since: null };

it('takes an answer with all users as it is', () => {
  expect(foldReview(undefined, all)).toBe(all);
  expect(foldReview({ ...all, revision: 'b' }, all)).toBe(all);
});

it('replaces the users that have changed, and leaves the others as they are', () => {
  const changed = sampleUser(1, { ticked: false });
  const folded = foldReview(all, { users: [changed], revision: 'b', since: 'a' });
  expect(folded?.revision).toBe('b');
  expect(folded?.users[0]).toBe(all.users[0]);
  expect(folded?.users[1]).toBe(changed);
  expect(folded?.users[2]).toBe(all.users[2]);
  expect(all.users[1]?.ticked).toBe(true);
});

it('keeps the list if nobody has changed', () => {
  expect(foldReview(all, { users: [], revision: 'a', since: 'a' })?.users).toBe(all.users);
});

it('cannot fold changes to something else', () => {
  const changes = { users: [], revision: 'c', since: 'b' };
  expect(foldReview(all, changes)).toBeNull();
  expect(foldReview(undefined, changes)).toBeNull();
});
