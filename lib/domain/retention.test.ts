import { expect, it } from 'vitest';
import { isOver, retentionSchema } from '#lib/domain/retention';

const day = 86_400_000;

it.each([
  [30 * day, 30, false],
  [30 * day + 1, 30, true],
  [-5 * day, 30, false],
  [9_999 * day, null, false],
])('after %d ms of %s days', (age, days, over) => {
  expect(isOver(1_700_000_000_000, days, 1_700_000_000_000 + age)).toBe(over);
});

it('a stored setting of an earlier version keeps the directory for 7 days', () => {
  const stored = { rosterDays: 1, runDays: null };
  expect(retentionSchema.parse(stored)).toEqual({ ...stored, historyDays: 365, directoryDays: 7 });
});

it.each([0, 31, 1.5, null])('the directory cannot be kept for %s days', (directoryDays) => {
  expect(retentionSchema.safeParse({ rosterDays: 1, runDays: 1, directoryDays }).success).toBe(false);
});
