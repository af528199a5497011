import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backoff, probeWait, throttleWait } from '#lib/domain/run/backoff';

const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

it('never waits less than half a second, nor more than a minute', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), fraction, (round, random) => {
      expect(backoff(round, random)).toBeGreaterThanOrEqual(500);
      expect(backoff(round, random)).toBeLessThanOrEqual(60_000);
      expect(probeWait(round, random)).toBeLessThanOrEqual(60_000);
    }),
  );
});

it('doubles from round to round, and spreads over the upper half', () => {
  expect([1, 2, 3, 4].map((round) => backoff(round, 0))).toEqual([500, 1_000, 2_000, 4_000]);
  expect(backoff(3, 0.999_999)).toBe(4_000);
});

it('comes back after the moment that Atlassian asked for, and hardly later', () => {
  fc.assert(
    fc.property(fc.nat(3_600_000), fc.nat(40), fraction, (asked, round, random) => {
      const wait = throttleWait(asked, round + 1, random);
      expect(wait).toBeGreaterThanOrEqual(asked);
      expect(wait).toBeLessThanOrEqual(Math.ceil(asked + Math.min(100, asked / 50)));
    }),
  );
});

it('backs off where no wait was named', () => {
  expect(throttleWait(null, 2, 0)).toBe(1_000);
});
