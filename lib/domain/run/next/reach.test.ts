import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newBeat, noteCall, searchKeepsMs, usersInReach } from '#lib/domain/run/next/reach';

/** The pace after this many calls, one every `ms`. */
function beatOf(ms: number, calls = 200, gapMs = 0) {
  const beat = newBeat(gapMs);
  for (let at = 0; at < calls; at += 1) noteCall(beat, at * ms);
  return beat;
}

it('reads no further ahead than the calls come within a minute', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60_000 }), (ms) => {
      const beat = beatOf(ms, 400, ms);
      expect(usersInReach(beat) * ms).toBeLessThan(searchKeepsMs);
    }),
  );
});

it('reads 45 users ahead before the pace is known, and fewer if the admin wants a gap', () => {
  expect(usersInReach(newBeat(0))).toBe(45);
  expect(usersInReach(newBeat(5_000))).toBe(9);
  expect(usersInReach(newBeat(60_000))).toBe(0);
});

it('reads hundreds ahead at ten calls a second', () => {
  expect(usersInReach(beatOf(100))).toBeGreaterThan(400);
});

it('is not thrown off by one wait', () => {
  const beat = beatOf(100);
  noteCall(beat, 199 * 100 + 3_600_000);
  expect(usersInReach(beat)).toBeGreaterThan(60);
});
