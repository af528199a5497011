import { expect, it } from 'vitest';
import { rosterSize, sizeLabel } from '#components/review/file/size-label.ts';
import { sampleUser } from '#test/samples/review-user';

const row = (accountId: string | null, email: string) => sampleUser(0, { accountId, email });
const label = (rows: Parameters<typeof rosterSize>[0]) => sizeLabel(rosterSize(rows));

it('says rows and users where several rows are one user', () => {
  expect(label([row('a1', 'a@example.com'), row('b2', 'b@example.com')])).toBe('2 users');
  expect(label([row('a1', 'a@example.com'), row('A1', 'a@example.com'), row('b2', '')])).toBe(
    '3 rows, 2 users',
  );
});

it('counts a row without an account ID by its e-mail address, and not if it has none', () => {
  expect(label([row(null, 'a@example.com'), row(null, 'b@example.com')])).toBe('2 users');
  expect(label([row('a1', 'a@example.com'), row(null, 'A@example.com'), row(null, '')])).toBe(
    '3 rows, 1 user',
  );
});
