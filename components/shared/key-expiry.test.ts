import { expect, it } from 'vitest';
import { expiryLabel } from '#components/shared/key-expiry.ts';

const noon = new Date(2026, 0, 31, 12).getTime();

it.each([
  ['2026-01-30', 'Expired 1 day ago', 'over'],
  ['2025-12-31', 'Expired 31 days ago', 'over'],
  ['2026-01-31', 'Expires today', 'soon'],
  ['2026-02-01', 'Expires in 1 day', 'soon'],
  ['2026-02-07', 'Expires in 7 days', 'soon'],
  ['2026-02-08', 'Expires in 8 days', 'fine'],
])('of a key that ends on %s says %s', (day, label, level) => {
  expect(expiryLabel(day, noon)).toEqual({ label, level });
  expect(expiryLabel(day, new Date(2026, 0, 31, 0, 0, 1).getTime()).label).toBe(label);
  expect(expiryLabel(day, new Date(2026, 0, 31, 23, 59, 59).getTime()).label).toBe(label);
});
