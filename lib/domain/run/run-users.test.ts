import fc from 'fast-check';
import { expect, it } from 'vitest';
import { outcomeKinds } from '#lib/domain/outcome/outcome';
import { RunUsers } from '#lib/domain/run/run-users';
import { freshUser, type UserProgress } from '#lib/domain/run/user';

const progress: fc.Arbitrary<UserProgress> = fc
  .record(
    {
      outcome: fc.constantFrom(...outcomeKinds),
      attempt: fc.nat(3),
      message: fc.constantFrom('', 'Refused.', 'Lost.'),
      tookMs: fc.nat(60_000),
      searchedMs: fc.nat(60_000),
      at: fc.nat(2_000_000_000_000),
      declined: fc.constantFrom(429, 503),
      leftOpen: fc.constant(true as const),
    },
    { requiredKeys: ['outcome', 'attempt', 'message', 'tookMs', 'at'] },
  )
  .map((given) => ({ ...freshUser(0), stage: 'settled', ...given }));

const acts = fc.array(
  fc.record({ position: fc.nat(60), user: progress, act: fc.constantFrom('begin', 'settle', 'change') }),
  { maxLength: 80 },
);

it('says of every user what a list of objects says', () => {
  fc.assert(
    fc.property(acts, (done) => {
      const users = new RunUsers();
      const list: (UserProgress | undefined)[] = [];
      for (const { position, user, act } of done) {
        if (act === 'settle') users.settle(position);
        else if (act === 'begin' && !users.has(position)) {
          users.begin(position, { ...user });
          list[position] = { ...user };
        } else if (act === 'change') {
          const changed = users.change(position);
          if (changed) Object.assign(changed, user);
          const listed = list[position];
          if (listed) Object.assign(listed, user);
        }
      }
      const plain = Array.from(list);
      expect([...users]).toEqual(plain);
      expect(users.length).toBe(plain.length);
      const outcomes = plain.map((user) => user?.outcome);
      expect(plain.map((_, at) => users.brief(at)?.outcome)).toEqual(outcomes);
      expect(plain.map((_, at) => users.has(at))).toEqual(plain.map((user) => user !== undefined));
      for (const outcome of outcomeKinds) {
        const positions = plain.flatMap((user, at) => (user?.outcome === outcome ? [at] : []));
        expect(users.positions((user) => user.outcome === outcome)).toEqual(positions);
        expect(users.some((user) => user.outcome === outcome)).toBe(positions.length > 0);
      }
      expect(users.at(-1)).toBeUndefined();
      expect(users.at(plain.length)).toBeUndefined();
    }),
  );
});

it('keeps no change to a settled user that was not asked for', () => {
  const users = new RunUsers();
  users.begin(0, { ...freshUser(1), stage: 'settled', outcome: 'refused', message: 'No.' });
  users.settle(0);
  Object.assign(users.at(0) ?? {}, { message: 'Yes.' });
  expect(users.at(0)?.message).toBe('No.');
});
