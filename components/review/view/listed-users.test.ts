import { expect, it } from 'vitest';
import { listedUsers } from '#components/review/view/listed-users.ts';
import { indexUsers } from '#components/review/who/review-index.ts';
import { leaves } from '#lib/domain/plan/leaf';
import { sampleUser } from '#test/samples/review-user';

it('gives what a row shows of the user at a place, and nobody beyond the end', () => {
  const users = [0, 1, 2].map((position) => sampleUser(position, { lastSeen: '2026-01-01' }));
  const index = indexUsers(users, Date.parse('2026-01-11'));
  const listed = listedUsers(Uint32Array.of(2, 0), { index, ticks: Uint8Array.of(0, 1, 1) });
  expect(listed.count).toBe(2);
  expect(listed.at(0)).toEqual({
    user: users[2],
    row: 1,
    ticked: true,
    leaf: leaves.indexOf('not-checked'),
    days: 10,
  });
  expect(listed.at(1)).toMatchObject({ user: users[0], row: 2, leaf: leaves.indexOf('not-selected') });
  expect(listed.at(2)).toBeNull();
});
