import { expect, it } from 'vitest';
import { tookMs } from '#lib/domain/run/view/took';

it.each([
  [1_000, 43_000, 42_000],
  [1_000, null, null],
  [null, 1_000, null],
  // The clock was set back.
  [3_600_000, 1_000, null],
])('from %d to %d it took %s ms', (startedAt, endedAt, ms) => {
  expect(tookMs({ startedAt, endedAt })).toBe(ms);
});
