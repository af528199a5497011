import { afterEach, expect, test } from 'vitest';
import { askedWait, epochOfDate, maxWaitMs, quotaOf } from '#lib/adapters/atlassian/answers/asked-wait';

const now = Date.parse('2026-11-23T10:00:00Z');
const inTwoMinutes = '2026-11-23T10:02:00Z';

test.each<[string, Record<string, string>, number | null]>([
  ['seconds', { 'retry-after': '30' }, 30_000],
  ['parts of a second', { 'retry-after': '1.5' }, 1_500],
  ['an HTTP date', { 'retry-after': 'Mon, 23 Nov 2026 10:00:10 GMT' }, 10_000],
  ['an ISO reset', { 'x-ratelimit-reset': inTwoMinutes }, 120_000],
  ['an ISO reset with 9 decimals', { 'x-ratelimit-reset': '2026-11-23T10:02:00.500000000Z' }, 120_500],
  ['an ISO reset without a zone, which is UTC', { 'x-ratelimit-reset': '2026-11-23T10:02:00' }, 120_000],
  ['an ISO reset in another zone', { 'x-ratelimit-reset': '2026-11-23T12:02:00+02:00' }, 120_000],
  ['an ISO reset without seconds', { 'x-ratelimit-reset': '2026-11-23T10:02Z' }, 120_000],
  ['an ISO reset as it was seen', { 'x-ratelimit-reset': '2026-11-23T10:02+0000' }, 120_000],
  ['a reset cut to the minute that has begun', { 'x-ratelimit-reset': '2026-11-23T10:00+0000' }, null],
  ['epoch seconds', { 'x-ratelimit-reset': String(now / 1_000 + 7) }, 7_000],
  ['epoch milliseconds', { 'x-ratelimit-reset': String(now + 7_500) }, 7_500],
  ['plain seconds in the reset', { 'x-ratelimit-reset': '45' }, 45_000],
  ['Retry-After before the reset', { 'retry-after': '5', 'x-ratelimit-reset': inTwoMinutes }, 5_000],
  [
    'the reset where Retry-After is nonsense',
    { 'retry-after': 'soon', 'x-ratelimit-reset': inTwoMinutes },
    120_000,
  ],
  ['the reset where Retry-After is over', { 'retry-after': '0', 'x-ratelimit-reset': inTwoMinutes }, 120_000],
  ['no header', {}, null],
  ['nonsense', { 'retry-after': '-5', 'x-ratelimit-reset': 'Infinity' }, null],
  ['a bare word that Date.parse would read', { 'retry-after': 'x 1' }, null],
  ['a moment that has passed', { 'x-ratelimit-reset': '2026-11-23T09:59:00Z' }, null],
])('the wait is read from %s', (_, headers, expected) => {
  expect(askedWait(headers, now)?.waitMs ?? null).toBe(expected);
  expect(askedWait(headers, now)?.askedMs).toBe(undefined);
});

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

test.each([
  ['of asctime', 'Mon Nov 23 10:00:10 2026'],
  ['of asctime with one digit of the day', 'Tue Dec  1 10:00:10 2026'],
  ['without a zone', 'Mon, 23 Nov 2026 10:00:10'],
  ['of RFC 850', 'Monday, 23-Nov-26 10:00:10 GMT'],
  ['with an offset', 'Mon, 23 Nov 2026 12:00:10 +0200'],
])('an HTTP date %s is the same moment in every time zone', (_, text) => {
  for (const each of ['UTC', 'America/New_York', 'Asia/Tokyo']) {
    process.env.TZ = each;
    const expected = text.includes('Dec') ? '2026-12-01T10:00:10Z' : '2026-11-23T10:00:10Z';
    expect(epochOfDate(text)).toBe(Date.parse(expected));
  }
});

test('a wait of more digits than a number holds is one of an hour', () => {
  expect(askedWait({ 'retry-after': '9'.repeat(30) }, now)).toEqual({
    waitMs: maxWaitMs,
    askedMs: Number.MAX_SAFE_INTEGER,
  });
});

test.each([
  ['a year', { 'retry-after': '31536000' }, 31_536_000_000],
  ['an epoch in seconds as Retry-After', { 'retry-after': '1795428000' }, 1_795_428_000_000],
  ['an epoch in milliseconds as Retry-After', { 'retry-after': '1795428000000' }, 1_795_428_000_000_000],
  ['a moment tomorrow', { 'x-ratelimit-reset': '2026-11-24T10:00:00Z' }, 86_400_000],
])(
  'a wait of more than an hour is one of an hour, and what was asked for is kept: %s',
  (_, headers, askedMs) => {
    expect(askedWait(headers, now)).toEqual({ waitMs: maxWaitMs, askedMs });
  },
);

test.each([
  [
    'all three headers',
    { limit: '10', remaining: '4', reset: inTwoMinutes },
    { limit: 10, remaining: 4, resetMs: 120_000 },
  ],
  ['no limit', { remaining: '4', reset: inTwoMinutes }, { remaining: 4, resetMs: 120_000 }],
  [
    'a reset that has passed',
    { limit: '10', remaining: '4', reset: '2026-11-23T10:00+0000' },
    { limit: 10, remaining: 4, resetMs: 0 },
  ],
  ['no remaining calls', { limit: '10', reset: inTwoMinutes }, undefined],
  ['no reset', { limit: '10', remaining: '4' }, undefined],
])('the quota is read from %s', (_, given: Record<string, string>, expected) => {
  const headers = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [`x-ratelimit-${name}`, value]),
  );
  expect(quotaOf(headers, now)).toEqual(expected);
});
