import { expect, it } from 'vitest';
import {
  chooseBlock,
  mayAsk,
  newBlockWays,
  noteFailure,
  noteFound,
  noteLag,
} from '#lib/domain/directory/block-ways';

const people = (count: number, emailOf = (at: number): string | null => `user${at}@example.com`) =>
  Array.from({ length: count }, (_, at) => ({ email: emailOf(at) }));

it('asks for a hundred by address, and for ten by account ID', () => {
  const ways = newBlockWays();
  expect(chooseBlock(ways, people(120))).toMatchObject({ way: 'emails', accounts: { length: 100 } });
  expect(chooseBlock(ways, people(10))).toMatchObject({ way: 'account-ids', accounts: { length: 10 } });
  expect(
    chooseBlock(
      ways,
      people(120, () => null),
    ),
  ).toMatchObject({ accounts: { length: 10 } });
});

it('leaves places for other accounts', () => {
  const ways = newBlockWays();
  expect(chooseBlock(ways, people(120), 1).accounts).toHaveLength(99);
  expect(
    chooseBlock(
      ways,
      people(120, () => null),
      1,
    ).accounts,
  ).toHaveLength(9);
});

it('asks by address only for those before the first without one of its own', () => {
  const ways = newBlockWays();
  const lacking = (at: number) => people(100, (each) => (each === at ? null : `user${each}@example.com`));
  expect(chooseBlock(ways, lacking(40))).toMatchObject({ way: 'emails', accounts: { length: 40 } });
  expect(chooseBlock(ways, lacking(5))).toMatchObject({ way: 'account-ids', accounts: { length: 10 } });
  const shared = people(100, (at) => (at === 30 ? 'USER3@example.com' : `user${at}@example.com`));
  expect(chooseBlock(ways, shared)).toMatchObject({ way: 'emails', accounts: { length: 30 } });
  const odd = people(100, (at) => (at === 20 ? 'no address' : `user${at}@example.com`));
  expect(chooseBlock(ways, odd)).toMatchObject({ way: 'emails', accounts: { length: 20 } });
});

it('goes on by account ID where addresses find few, and gives up where IDs find few three times', () => {
  const ways = newBlockWays();
  noteFound(ways, { way: 'emails', asked: 100, found: 49 });
  expect(chooseBlock(ways, people(100))).toMatchObject({ way: 'account-ids' });
  for (const found of [4, 4, 10, 4, 4]) noteFound(ways, { way: 'account-ids', asked: 10, found });
  expect(mayAsk(ways, 0)).toBe(true);
  noteFound(ways, { way: 'account-ids', asked: 10, found: 4 });
  expect(mayAsk(ways, 1e9)).toBe(false);
});

it('does not ask again for what the organisation lacks', () => {
  const ways = newBlockWays();
  const refused = { repeatable: false, throttled: false };
  noteFailure(ways, { way: 'emails', ...refused }, 0);
  expect(chooseBlock(ways, people(100))).toMatchObject({ way: 'account-ids' });
  noteFailure(ways, { way: 'account-ids', ...refused }, 0);
  expect(mayAsk(ways, 1e9)).toBe(false);
});

it('leaves the search alone for some seconds after a failure, and for a minute after more', () => {
  const ways = newBlockWays();
  const failed = { way: 'emails', repeatable: true, throttled: false } as const;
  noteFailure(ways, failed, 0);
  expect([mayAsk(ways, 4_999), mayAsk(ways, 5_000)]).toEqual([false, true]);
  noteFailure(ways, failed, 5_000);
  expect([mayAsk(ways, 64_999), mayAsk(ways, 65_000)]).toEqual([false, true]);
  noteFound(ways, { way: 'emails', asked: 100, found: 100 });
  noteFailure(ways, failed, 70_000);
  expect(mayAsk(ways, 75_000)).toBe(true);
});

it('asks again after a first 429, and rests after a second in a row', () => {
  const ways = newBlockWays();
  const throttled = { way: 'emails', repeatable: true, throttled: true } as const;
  noteFailure(ways, throttled, 0);
  expect(mayAsk(ways, 0)).toBe(true);
  noteFailure(ways, throttled, 1_000);
  expect([mayAsk(ways, 60_999), mayAsk(ways, 61_000)]).toEqual([false, true]);
});

it('leaves a search that lags alone for a minute', () => {
  const ways = newBlockWays();
  noteLag(ways, 0);
  expect([mayAsk(ways, 59_999), mayAsk(ways, 60_000)]).toEqual([false, true]);
});
