import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyUntil, lanesNow, learn, newPace, usersNow } from '#lib/domain/pace';

const nobody = { users: 0, requests: 0 };
const success = (now: number) => ({ throttled: false, begunAt: now, now });

describe('the pace', () => {
  it('stays between one lane and what was allowed, whatever is answered', () => {
    const answer = fc.record({
      throttled: fc.boolean(),
      begunAt: fc.nat(10_000),
      now: fc.nat(10_000),
      quota: fc.option(fc.record({ remaining: fc.nat(20), resetMs: fc.nat(5_000) }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.array(answer), (most, answers) => {
        const pace = newPace(most);
        for (const each of answers) {
          learn(pace, each);
          expect(pace.lanes).toBeGreaterThanOrEqual(1);
          expect(lanesNow(pace, each.now, nobody)).toBeLessThanOrEqual(most);
          // Either somebody may begin, or it is known until when nobody may.
          const waits = emptyUntil(pace, each.now) > each.now;
          expect(waits || lanesNow(pace, each.now, nobody) >= 1).toBe(true);
        }
      }),
    );
  });

  it('grows by a lane with each round of successes, and halves at a 429', () => {
    const pace = newPace(8);
    for (let at = 0; at < 40; at += 1) learn(pace, success(at));
    expect(lanesNow(pace, 40, nobody)).toBe(8);
    learn(pace, { throttled: true, begunAt: 40, now: 50 });
    expect(lanesNow(pace, 50, nobody)).toBe(4);
    learn(pace, { throttled: true, begunAt: 45, now: 51 });
    expect(lanesNow(pace, 51, nobody)).toBe(4);
  });

  it('uses what is left and no more, and waits where nothing is', () => {
    const pace = newPace(8);
    for (let at = 0; at < 40; at += 1) learn(pace, success(at));
    learn(pace, { ...success(50), quota: { remaining: 3, resetMs: 1_000 } });
    expect(lanesNow(pace, 51, { users: 2, requests: 2 })).toBe(8);
    expect(lanesNow(pace, 51, { users: 4, requests: 3 })).toBe(0);
    expect(usersNow(pace, 51, { users: 4, requests: 3 })).toBe(4);
    learn(pace, { ...success(60), quota: { remaining: 0, resetMs: 990 } });
    expect(emptyUntil(pace, 61)).toBe(1_050);
    expect(emptyUntil(pace, 1_051)).toBe(0);
    expect(lanesNow(pace, 1_051, { users: 9, requests: 9 })).toBe(8);
  });
});
