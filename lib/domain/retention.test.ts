import { expect, it } from 'vitest';
import { isOver } from '#lib/domain/retention';

const day = 86_400_000;

it.each([
  [30 * day, 30, false],
  [30 * day + 1, 30, true],
  [-5 * day, 30, false],
  [9_999 * day, null, false],
])('after %d ms of %s days', (age, days, over) => {
  expect(isOver(1_700_000_000_000, days, 1_700_000_000_000 + age)).toBe(over);
});
