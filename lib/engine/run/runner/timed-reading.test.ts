import { expect, it } from 'vitest';
import { searchKeepsMs } from '#lib/domain/run/next/reach';
import { ageOf, now, stillGood, type TimedReading } from '#lib/engine/run/runner/timed-reading';

/** A clock whose two times the test sets. */
const clockAt = (monotonic: number, wall: number) => ({ monotonic: () => monotonic, wall: () => wall });

const seen: TimedReading = {
  reading: { says: 'active', text: 'active', tookMs: 0 },
  source: 'users-search',
  at: now(clockAt(1_000, 1_000_000), 200),
  keepsMs: searchKeepsMs,
};

it('a reading is as old as its answer took, and older with every second', () => {
  expect(ageOf(seen, clockAt(1_000, 1_000_000))).toBe(200);
  expect(stillGood(seen, clockAt(60_800, 1_059_800))).toBe(true);
  expect(stillGood(seen, clockAt(60_801, 1_059_801))).toBe(false);
});

it('a reading is old after a sleep of the computer, when the monotonic clock stood still', () => {
  expect(stillGood(seen, clockAt(1_001, 4_600_000))).toBe(false);
});

it('the age of a reading stays the same when the wall clock is put back', () => {
  expect(ageOf(seen, clockAt(31_000, 0))).toBe(30_200);
  expect(stillGood(seen, clockAt(61_000, 0))).toBe(false);
});
