import { expect, it } from 'vitest';
import { endsLater, type Hold, holdLeft } from '#lib/domain/run/hold';

const wait = (boot: string | null, ms: number, waitMs: number, at = 0): Hold => ({
  waitMs,
  at,
  ...(boot === null ? {} : { since: { boot, ms } }),
  message: '',
  firm: true,
  asked: true,
});

it('counts a wait on the clock of the boot in which it began, and restarts it in another boot', () => {
  const hold = wait('a', 1_000, 12_000);
  expect(holdLeft(hold, { boot: 'a', ms: 4_100 })).toBe(8_900);
  expect(holdLeft(hold, { boot: 'a', ms: 99_000 })).toBe(0);
  expect(holdLeft(hold, { boot: 'a', ms: 0 })).toBe(12_000);
  expect(holdLeft(hold, { boot: 'b', ms: 99_000 })).toBe(12_000);
  expect(holdLeft(wait(null, 0, 12_000), { boot: 'a', ms: 99_000 })).toBe(12_000);
});

it('keeps the wait that ends later, whatever the wall clock says', () => {
  expect(endsLater(wait('a', 0, 3_600_000), wait('a', 10, 1_000, 7_200_000))).toBe(true);
  expect(endsLater(wait('a', 0, 1_000), wait('a', 500, 1_000, -7_200_000))).toBe(false);
  expect(endsLater(wait('a', 0, 3_600_000), wait('b', 10, 1_000))).toBe(true);
  expect(endsLater(wait(null, 0, 1_000), wait(null, 0, 1_000, 500))).toBe(false);
});
