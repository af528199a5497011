import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newCallPace, noteCall, searchKeepsMs, usersInReach } from '#lib/domain/run/next/reach';

/** The pace after this many calls, one every `ms`. */
function paceOf(ms: number, calls = 200, gapMs = 0) {
  const pace = newCallPace(gapMs);
  for (let at = 0; at < calls; at += 1) noteCall(pace, at * ms);
  return pace;
}

it('reads no further ahead than the calls come within a minute', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60_000 }), (ms) => {
      const pace = paceOf(ms, 400, ms);
      expect(usersInReach(pace) * ms).toBeLessThan(searchKeepsMs);
    }),
  );
});

it('reads 45 users ahead before the pace is known, and fewer if the admin wants a gap', () => {
  expect(usersInReach(newCallPace(0))).toBe(45);
  expect(usersInReach(newCallPace(5_000))).toBe(9);
  expect(usersInReach(newCallPace(60_000))).toBe(0);
});

it('reads hundreds ahead at ten calls a second', () => {
  expect(usersInReach(paceOf(100))).toBeGreaterThan(400);
});

it('is not thrown off by one wait', () => {
  const pace = paceOf(100);
  noteCall(pace, 199 * 100 + 3_600_000);
  expect(usersInReach(pace)).toBeGreaterThan(60);
});
