import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Quota } from '#lib/domain/outcome/answer';
import {
  allowedAt,
  askNow,
  begin,
  countOthers,
  isReckoned,
  learn,
  newPace,
  type Pace,
  roomAt,
  takeBack,
} from '#lib/domain/pace/pace';

/** Sends a request at `begunAt`, whose answer comes 20 ms later. Returns what `learn` says. */
function ask(
  pace: Pace,
  begunAt: number,
  said: { throttled?: boolean; waitMs?: number | null; quota?: Quota; tookMs?: number } = {},
): number {
  const { throttled = false, waitMs = null, quota, tookMs = 20 } = said;
  begin(pace, begunAt);
  return learn(pace, { kind: 'a', begunAt, now: begunAt + tookMs, throttled, waitMs, quota, random: 0 });
}

/** A pace that knows from headers that so many requests are allowed a second. */
function toldPace(limit: number): Pace {
  const pace = newPace();
  for (let at = 0; at < 12; at += 1)
    ask(pace, -100_000 + at * 1_000, { quota: { limit, remaining: limit - 1, resetMs: 980 } });
  return pace;
}

describe('the requests under way', () => {
  it('are one at first, and more with each success', () => {
    const pace = newPace();
    expect(roomAt(pace, 0)).toBe(0);
    begin(pace, 0);
    expect(roomAt(pace, 0)).toBe(Number.POSITIVE_INFINITY);
    takeBack(pace, 0);
    ask(pace, 0);
    expect(Math.floor(pace.most)).toBe(3);
    for (let at = 1; at < 100; at += 1) ask(pace, at * 30);
    expect(Math.floor(pace.most)).toBe(20);
  });

  it('are one again after a 429, until a request is accepted', () => {
    const pace = newPace();
    for (let at = 0; at < 10; at += 1) ask(pace, at * 30);
    ask(pace, 300, { throttled: true, waitMs: 1_000 });
    expect(roomAt(pace, 320)).toBe(1_320);
    begin(pace, 1_320);
    expect(roomAt(pace, 1_320)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('the time until which nothing is allowed', () => {
  it.each<[string, Parameters<typeof ask>[2], boolean]>([
    ['a 429 named it', { throttled: true, waitMs: 9_000 }, false],
    ['the reset of a limit without calls named it', { quota: { remaining: 0, resetMs: 9_000 } }, false],
    ['a 429 named no time', { throttled: true }, true],
  ])('%s', (_, said, expected) => {
    const pace = newPace();
    ask(pace, 0, said);
    expect(allowedAt(pace, 20)).toBeGreaterThan(20);
    expect(isReckoned(pace, 20)).toBe(expected);
  });

  it('follows from a limit that headers told, or that was found by refusals', () => {
    expect(isReckoned(toldPace(3), 0)).toBe(false);
    const found = newPace();
    for (let at = 0; at < 9; at += 1) ask(found, at * 30);
    ask(found, 300, { throttled: true, waitMs: 1_000 });
    ask(found, 1_400);
    expect(found.limit?.fromHeaders).toBe(false);
    expect(isReckoned(found, 1_420)).toBe(true);
  });
});

describe('a limit that headers tell', () => {
  it('is used up and no more, and a request counts for a window and for its delay', () => {
    const pace = toldPace(3);
    for (const at of [0, 1, 2]) ask(pace, at, { tookMs: at === 0 ? 50 : 20 });
    // The second request is the first that no longer counts: the answer to the first came 30 ms later than others.
    expect(allowedAt(pace, 60)).toBe(1 + 1_000 + 3);
    expect(allowedAt(pace, 60, 1)).toBe(2 + 1_000 + 3);
    expect(allowedAt(pace, 60, 2)).toBe(0 + 1_000 + 3 + 30);
    // Another one behind those cannot be known yet.
    expect(allowedAt(pace, 2_000)).toBe(2_000);
  });

  it('is free again as soon as the headers say so', () => {
    const pace = toldPace(3);
    for (const at of [0, 1, 2]) ask(pace, at, { quota: { limit: 3, remaining: 2 - at, resetMs: 900 } });
    expect(allowedAt(pace, 30)).toBe(1_003);
    ask(pace, 900, { quota: { limit: 3, remaining: 2, resetMs: 1_000 } });
    expect(allowedAt(pace, 920)).toBe(920);
    begin(pace, 920);
    begin(pace, 921);
    expect(allowedAt(pace, 922)).toBeGreaterThan(922);
  });

  it('counts the requests of others, until the reset', () => {
    const pace = toldPace(10);
    expect(ask(pace, 0, { quota: { limit: 10, remaining: 4, resetMs: 500 } })).toBe(5);
    countOthers(pace, 5, 20, 500);
    pace.left = null;
    for (let at = 21; at < 25; at += 1) ask(pace, at);
    expect(allowedAt(pace, 50)).toBe(520);
  });

  it('may have a window of a minute, whose reset one request finds out about', () => {
    const pace = newPace();
    for (let at = 0; at < 60; at += 1) {
      ask(pace, at * 100, { quota: { limit: 60, remaining: 59 - at, resetMs: 50_000 - at * 100 } });
    }
    // The reset that was told is earlier than a minute after the first request.
    expect(allowedAt(pace, 6_000)).toBe(50_020);
    ask(pace, 50_020, { throttled: true });
    // It was not, so from then on a minute counts.
    expect(allowedAt(pace, 55_000)).toBeGreaterThan(60_000);
  });
});

describe('a limit that only a 429 tells', () => {
  const told = { throttled: true, waitMs: 1_000, quota: { limit: 10, remaining: 0, resetMs: 1_000 } };

  it('is tried like one that was found, until a 429 tells it again', () => {
    const pace = newPace();
    ask(pace, 0);
    ask(pace, 30, told);
    expect(pace.limit).toMatchObject({ calls: 10, fromHeaders: true });
    ask(pace, 1_100);
    expect(pace.limit).toMatchObject({ calls: 10, fromHeaders: false });
    for (let at = 1_200; at < 5_000; at += 50) ask(pace, at);
    expect(pace.limit?.calls).toBeGreaterThan(10);
    ask(pace, 5_000, told);
    for (let at = 6_100; at < 60_000; at += 90) ask(pace, at);
    expect(pace.limit).toMatchObject({ calls: 10, fromHeaders: true });
  });

  it('is forgotten if it is too low to be one, however the wait was reckoned', () => {
    const pace = newPace();
    for (const at of [0, 4_000, 12_000]) {
      const resetMs = 4_000 + at;
      ask(pace, at, { throttled: true, waitMs: resetMs, quota: { limit: 1, remaining: 0, resetMs } });
    }
    ask(pace, 30_000);
    expect(pace.limit).toBeNull();
    expect(roomAt(pace, 30_020, 1)).toBe(30_020);
  });
});

describe('a limit that is met', () => {
  it('is what was accepted in the window, and grows only after a while', () => {
    const pace = newPace();
    for (let at = 0; at < 10; at += 1) ask(pace, at * 30);
    ask(pace, 300, { throttled: true, waitMs: 1_000 });
    ask(pace, 1_320);
    expect(pace.limit).toMatchObject({ calls: 10, windowMs: 1_000, fromHeaders: false });
    for (let at = 1_400; at < 140_000; at += 101) ask(pace, at);
    expect(pace.limit?.calls).toBe(10);
    for (let at = 140_000; at < 160_000; at += 101) ask(pace, at);
    expect(pace.limit?.calls).toBe(11);
    ask(pace, 160_000, { throttled: true, waitMs: 1_000 });
    expect(pace.limit?.calls).toBe(10);
  });

  it('is not known from a 429 that hardly any request preceded, but from the next one', () => {
    const pace = newPace();
    for (const at of [0, 30]) ask(pace, at);
    ask(pace, 60, { throttled: true, waitMs: 1_000 });
    ask(pace, 1_100);
    expect(pace.limit).toBeNull();
    ask(pace, 1_130);
    ask(pace, 1_160, { throttled: true, waitMs: 1_000 });
    ask(pace, 2_200);
    expect(pace.limit).toMatchObject({ calls: 2, windowMs: 1_000 });
  });

  it('grows fast if it is very low, until it is met again: the 429 may have had another cause', () => {
    const pace = newPace();
    for (let at = 0; at < 5; at += 1) ask(pace, at * 30);
    ask(pace, 150, { throttled: true, waitMs: 1_000 });
    let now = 1_200;
    const goOn = (until: number) => {
      for (; now < until; now = Math.max(now + 20, roomAt(pace, now + 20))) ask(pace, now);
    };
    goOn(2_000);
    expect(pace.limit?.calls).toBe(5);
    goOn(15_000);
    expect(pace.limit?.calls).toBeGreaterThan(20);
    ask(pace, now, { throttled: true, waitMs: 1_000 });
    now += 1_100;
    goOn(now + 1_000);
    const met = pace.limit?.calls;
    goOn(now + 100_000);
    expect(pace.limit).toMatchObject({ calls: met, found: { confirmed: true } });
  });

  it('stays where a 429 comes long before it is used up', () => {
    const pace = newPace();
    for (let at = 0; at < 20; at += 1) ask(pace, at * 30);
    ask(pace, 600, { throttled: true, waitMs: 1_000 });
    ask(pace, 1_700);
    for (let at = 10_000; at < 40_000; at += 3_000) {
      ask(pace, at, { throttled: true, waitMs: 1_000 });
      for (let next = 0; next < 4; next += 1) ask(pace, at + 1_500 + next * 300);
    }
    expect(pace.limit).toMatchObject({ calls: 20, windowMs: 1_000 });
  });

  it('is at least two a minute, so that an account can be read and called', () => {
    const pace = newPace();
    ask(pace, 0, { quota: { limit: 1, remaining: 0, resetMs: 50_000 } });
    expect(pace.limit).toMatchObject({ calls: 2, windowMs: 60_000 });
    // No other process has sent a request.
    expect(ask(pace, 60_500, { quota: { limit: 1, remaining: 0, resetMs: 50_000 } })).toBe(0);
    expect(allowedAt(pace, 60_600)).toBe(60_600);
  });

  it('is one of a minute if the wait or the refusals last longer than a second', () => {
    for (const waitMs of [30_000, null]) {
      const pace = newPace();
      for (let at = 0; at < 100; at += 1) ask(pace, at * 30);
      for (const at of [3_000, 3_600, 4_800]) ask(pace, at, { throttled: true, waitMs });
      ask(pace, 60_100);
      expect(pace.limit).toMatchObject({ calls: 100, windowMs: 60_000 });
    }
  });

  it('is not counted twice by requests that were under way together', () => {
    const pace = newPace();
    for (let at = 0; at < 10; at += 1) ask(pace, at * 30);
    for (const at of [300, 301, 302]) begin(pace, at);
    for (const begunAt of [300, 301, 302]) {
      learn(pace, {
        kind: 'a',
        begunAt,
        now: 320,
        throttled: true,
        waitMs: null,
        quota: undefined,
        random: 0,
      });
    }
    expect(pace.refusal?.rounds).toBe(1);
    expect(pace.holdUntil).toBe(820);
  });
});

it('asks at once where the admin wants that', () => {
  const pace = toldPace(1);
  ask(pace, 0, {
    throttled: true,
    waitMs: 3_600_000,
    quota: { remaining: 0, resetMs: 3_600_000, askedMs: 9_000_000 },
  });
  expect(pace.askedMs).toBe(9_000_000);
  askNow(pace);
  expect([allowedAt(pace, 100), pace.askedMs]).toEqual([100, undefined]);
});

it('always says when a request may begin, whatever is answered', () => {
  const quota = fc.record({
    limit: fc.integer({ min: 0, max: 9 }),
    remaining: fc.nat(9),
    resetMs: fc.nat(90_000),
  });
  const step = fc.record({
    after: fc.nat(3_000),
    tookMs: fc.nat(500),
    throttled: fc.boolean(),
    waitMs: fc.option(fc.nat(5_000)),
    quota: fc.option(quota, { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const pace = newPace();
      let now = 0;
      for (const { after, tookMs, quota: said, ...answer } of steps) {
        now = Math.max(now + after, roomAt(pace, now));
        expect(now).toBeLessThan(Number.POSITIVE_INFINITY);
        ask(pace, now, { ...answer, tookMs, ...(said ? { quota: said } : {}) });
        now += tookMs;
        expect(pace.underWay).toEqual([]);
        expect([...pace.counted].sort((one, other) => one - other)).toEqual(pace.counted);
      }
    }),
  );
});
