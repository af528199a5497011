import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concurrencyNow, emptyUntil, learn, newPace, usersNow } from '#lib/domain/run/next/pace';

const nobody = { users: 0, requests: 0 };
const success = (now: number) => ({ throttled: false, begunAt: now, now });

describe('the pace', () => {
  it('stays between one call at a time and what was allowed, whatever is answered', () => {
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
          expect(pace.concurrency).toBeGreaterThanOrEqual(1);
          expect(concurrencyNow(pace, each.now, nobody)).toBeLessThanOrEqual(most);
          // Either a user may begin, or it is known when the wait ends.
          const waits = emptyUntil(pace, each.now) > each.now;
          expect(waits || concurrencyNow(pace, each.now, nobody) >= 1).toBe(true);
        }
      }),
    );
  });

  it('grows by one with each round of successes, and halves at a 429', () => {
    const pace = newPace(8);
    for (let at = 0; at < 40; at += 1) learn(pace, success(at));
    expect(concurrencyNow(pace, 40, nobody)).toBe(8);
    learn(pace, { throttled: true, begunAt: 40, now: 50 });
    expect(concurrencyNow(pace, 50, nobody)).toBe(4);
    learn(pace, { throttled: true, begunAt: 45, now: 51 });
    expect(concurrencyNow(pace, 51, nobody)).toBe(4);
  });

  it('uses what is left and no more, and waits where nothing is', () => {
    const pace = newPace(8);
    for (let at = 0; at < 40; at += 1) learn(pace, success(at));
    learn(pace, { ...success(50), quota: { remaining: 3, resetMs: 1_000 } });
    expect(concurrencyNow(pace, 51, { users: 2, requests: 2 })).toBe(8);
    expect(concurrencyNow(pace, 51, { users: 4, requests: 3 })).toBe(0);
    expect(usersNow(pace, 51, { users: 4, requests: 3 })).toBe(4);
    learn(pace, { ...success(60), quota: { remaining: 0, resetMs: 990 } });
    expect(emptyUntil(pace, 61)).toBe(1_050);
    expect(emptyUntil(pace, 1_051)).toBe(0);
    expect(concurrencyNow(pace, 1_051, { users: 9, requests: 9 })).toBe(8);
  });

  it('begins with one call, and reads one account ahead of each call in flight', () => {
    const pace = newPace(8);
    expect(concurrencyNow(pace, 0, nobody)).toBe(1);
    expect(usersNow(pace, 0, nobody)).toBe(2);
    learn(pace, success(0));
    expect(concurrencyNow(pace, 0, nobody)).toBe(2);
    expect(usersNow(pace, 0, nobody)).toBe(4);
    // With a concurrency of two, a round is two successes.
    learn(pace, success(1));
    learn(pace, success(2));
    expect(concurrencyNow(pace, 2, nobody)).toBe(2);
    learn(pace, success(3));
    expect(concurrencyNow(pace, 3, nobody)).toBe(3);
  });

  it('grows only after many successes once it was cut', () => {
    const pace = newPace(8);
    for (let at = 0; at < 40; at += 1) learn(pace, success(at));
    learn(pace, { throttled: true, begunAt: 40, now: 50 });
    // From four to five takes about 200 successes for each of the four.
    for (let at = 0; at < 850; at += 1) learn(pace, success(at));
    expect(concurrencyNow(pace, 1_000, nobody)).toBe(4);
    for (let at = 0; at < 100; at += 1) learn(pace, success(at));
    expect(concurrencyNow(pace, 1_000, nobody)).toBe(5);
  });

  it('is cut by the first 429 whenever its call began, and again by a call that began after the cut', () => {
    const pace = newPace(8);
    for (let at = 0; at < 40; at += 1) learn(pace, success(0));
    learn(pace, { throttled: true, begunAt: 0, now: 50 });
    expect(concurrencyNow(pace, 50, nobody)).toBe(4);
    learn(pace, { throttled: true, begunAt: 50, now: 60 });
    expect(concurrencyNow(pace, 60, nobody)).toBe(4);
    learn(pace, { throttled: true, begunAt: 51, now: 61 });
    expect(concurrencyNow(pace, 61, nobody)).toBe(2);
  });

  it('believes the fewest calls left within a window, and the next answer after it', () => {
    const quotaAt = (now: number, remaining: number, resetMs: number) => ({
      ...success(now),
      quota: { remaining, resetMs },
    });
    const pace = newPace(1);
    learn(pace, quotaAt(0, 2, 1_000));
    learn(pace, quotaAt(10, 5, 5_000));
    expect(concurrencyNow(pace, 20, { users: 2, requests: 2 })).toBe(0);
    learn(pace, quotaAt(20, 0, 1_000));
    learn(pace, quotaAt(30, 0, 5_000));
    // One user may still be at work, so that the end of the wait is noticed.
    expect(usersNow(pace, 40, nobody)).toBe(1);
    expect(emptyUntil(pace, 1_019)).toBe(1_020);
    // The window ends exactly at this moment.
    expect(emptyUntil(pace, 1_020)).toBe(0);
    expect(concurrencyNow(pace, 1_020, nobody)).toBe(1);
    learn(pace, quotaAt(1_020, 7, 1_000));
    expect(concurrencyNow(pace, 1_500, { users: 6, requests: 6 })).toBe(1);
    expect(concurrencyNow(pace, 1_500, { users: 7, requests: 7 })).toBe(0);
  });
});
