import fc from 'fast-check';
import { expect, it } from 'vitest';
import { journalTime } from '#components/run/feed/journal-time.ts';
import type { Hold } from '#lib/domain/run/hold';
import { newRun } from '#lib/domain/run/state';
import { waitLeft } from '#lib/domain/run/view/status';

const hold = (given: Partial<Hold>): Hold => ({
  waitMs: 60_000,
  at: 1_000_000,
  message: '',
  firm: true,
  asked: true,
  ...given,
});

const ms = fc.integer({ min: 0, max: 120_000 });
const wall = fc.integer({ min: 0, max: 1e12 });

it('counts a wait down as the server does, however either wall clock is set', () => {
  fc.assert(
    fc.property(ms, ms, wall, wall, ms, (before, after, at, serverWall, heardAt) => {
      const waiting = hold({ at, since: { boot: 'a', ms: 500 } });
      const heard = { wall: serverWall, moment: { boot: 'a', ms: 500 + before }, heardAt };
      const now = journalTime(heard, waiting, heardAt + after);
      const state = { ...newRun(), status: 'running' as const, hold: waiting };
      expect(waitLeft(state, now)).toBe(Math.max(0, 60_000 - before - after));
    }),
  );
});

it.each<[string, Hold | null]>([
  ['no wait', null],
  ['a wait of an earlier version', hold({})],
  ['a wait that began in another boot', hold({ since: { boot: 'b', ms: 500 } })],
])('goes on from what the wall clock of the server said with %s', (_, waiting) => {
  const heard = { wall: 2_000_000, moment: { boot: 'a', ms: 9 }, heardAt: 50 };
  expect(journalTime(heard, waiting, 75)).toBe(2_000_025);
  // The time drawn just before the next word of the clock is heard does not run backwards from it.
  expect(journalTime(heard, waiting, 40)).toBe(2_000_000);
});
