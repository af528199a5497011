/** The speed of a run under a rate limit, in virtual time: the figures depend on no machine. */
import { describe, expect, it } from 'vitest';
import type { HeaderKind } from '#test/rate/limited-server';
import { simulateRun } from '#test/rate/simulate-run';

const second = { limit: 10, windowMs: 1_000, total: 1_000 };
const minute = { limit: 600, windowMs: 60_000, total: 1_000 };

describe.each<HeaderKind>(['iso', 'iso-minutes', 'retry-after-seconds', 'none'])('headers: %s', (headers) => {
  it.each([
    { ...second, concurrency: 1 },
    { ...second, concurrency: 8 },
    { ...minute, concurrency: 8 },
  ])('a run uses what is allowed: $limit in $windowMs ms, $concurrency in flight', async (options) => {
    const wanted = headers === 'none' ? { share: 0.9, refused: 0.04 } : { share: 0.95, refused: 0.01 };
    const { total } = options;
    const found = await simulateRun({ ...options, latencyMs: 150, headers });
    expect(found.deactivated).toBe(total);
    expect(found.share).toBeGreaterThanOrEqual(wanted.share);
    expect(found.refused / (found.refused + found.accepted)).toBeLessThanOrEqual(wanted.refused);
    // One reading and one call for each user: no reading grows old, and few are made again.
    expect(found.accepted).toBeLessThanOrEqual(2.02 * total);
    // For each call in flight, one more account may be read.
    expect(found.mostInFlight).toBeLessThanOrEqual(2 * options.concurrency);
  });
});

it('a run meets a limit of 100 a second that no header tells, and uses it', async () => {
  const server = { limit: 100, windowMs: 1_000, latencyMs: 150, headers: 'none' } as const;
  const found = await simulateRun({ ...server, concurrency: 8, total: 2_500 });
  expect(found.share).toBeGreaterThanOrEqual(0.9);
  expect(found.refused / (found.refused + found.accepted)).toBeLessThanOrEqual(0.04);
});

it.each<HeaderKind>(['iso', 'none'])('blocks count with the calls, headers: %s', async (headers) => {
  const found = await simulateRun({ ...second, latencyMs: 150, headers, concurrency: 8, searched: true });
  const requests = found.refused + found.accepted;
  expect(requests).toBeLessThanOrEqual(1.05 * second.total);
  // 20,000 users in 36 minutes.
  expect(found.ms / second.total).toBeLessThanOrEqual((36 * 60_000) / 20_000);
  expect(found.refused / requests).toBeLessThanOrEqual(headers === 'none' ? 0.04 : 0.01);
});

it('readings made ahead survive a 429', async () => {
  const found = await simulateRun({
    ...{ limit: 5, windowMs: 1_000, total: 100 },
    ...{ latencyMs: 150, concurrency: 8, headers: 'retry-after-seconds' },
  });
  const refusedCalls = found.events.filter((event) => event.type === 'deferred').length;
  expect(refusedCalls).toBeGreaterThan(0);
  // The canary is read back. Everybody else is read once, and again after a 429.
  expect(found.calls.get('profile')).toBeLessThanOrEqual(100 + 1 + refusedCalls);
});

it('the wait of a used-up minute is an event of the run, and is obeyed', async () => {
  const { events } = await simulateRun({
    ...minute,
    latencyMs: 20,
    concurrency: 8,
    headers: 'iso',
    total: 400,
  });
  const waits = events.flatMap((event) => (event.type === 'calls-used-up' ? [event.waitMs] : []));
  expect(waits).toHaveLength(1);
  expect(waits[0]).toBeGreaterThan(45_000);
  expect(waits[0]).toBeLessThan(61_000);
});

describe('a limit of very few requests a minute', () => {
  const few = { windowMs: 60_000, total: 5, latencyMs: 150 };
  // Questions of others spread what is allowed over the minute, so that it is never free at once.
  const ways = [
    { limit: 2, backgroundMs: 0 },
    { limit: 2, backgroundMs: 20_000 },
    { limit: 3, backgroundMs: 29_000 },
    { limit: 10, backgroundMs: 0 },
    { limit: 10, backgroundMs: 9_000 },
  ];
  it.each(ways.flatMap((way) => [1, 8].map((concurrency) => ({ ...way, concurrency }))))(
    'lets a run end: $limit, $concurrency in flight, others every $backgroundMs ms',
    async (options) => {
      const found = await simulateRun({ ...few, ...options, headers: 'iso' });
      expect(found.deactivated).toBe(few.total);
      // The run wastes no reading: each account is read and called, the canary is read back.
      expect(found.calls.get('profile')).toBeLessThanOrEqual(few.total + 2);
    },
  );

  it.each(['iso', 'none'] as const)('that cannot do makes it ask the admin, headers: %s', async (headers) => {
    const found = await simulateRun({ ...few, limit: 1, concurrency: 8, headers });
    expect(found.events.at(-1)).toMatchObject({ type: 'paused' });
    expect(found.calls.get('profile')).toBeLessThan(50);
  });
});

it.each(['iso', 'none'] as const)(
  'a stop ends what waits for the limit at once, headers: %s',
  async (headers) => {
    const server = { limit: 30, windowMs: 60_000, latencyMs: 20, separate: true, headers };
    const found = await simulateRun({ ...server, concurrency: 8, total: 200, stopAtMs: 30_000 });
    expect(found.events.at(-1)).toMatchObject({ type: 'ended' });
    expect(found.ms).toBeLessThan(31_000);
  },
);
