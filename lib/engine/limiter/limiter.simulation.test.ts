/** The figures that the limiter must reach, in virtual time: they depend on no machine. */
import { describe, expect, it } from 'vitest';
import { newLimiter } from '#lib/engine/limiter/limiter';
import { type HeaderKind, headerKinds, type ServerOptions } from '#test/rate/limited-server';
import { type Simulated, simulateQuestions } from '#test/rate/simulate';

const second = 1_000;
const minute = 60_000;

/** The limits, and for how many windows they are met. */
const limits = [
  { limit: 5, windowMs: second, windows: 120.5 },
  { limit: 10, windowMs: second, windows: 120.5 },
  { limit: 100, windowMs: second, windows: 30.5 },
  { limit: 600, windowMs: minute, windows: 8.5 },
];

const ways = [20, 150].flatMap((latencyMs) => [1, 8].map((inFlight) => ({ latencyMs, inFlight })));

/** Asks under the limiter until the limit was used up so many times. */
function ask(
  server: ServerOptions & { inFlight: number; windows: number },
  kinds?: readonly string[],
): Promise<Simulated> {
  const total = Math.floor(server.limit * server.windows);
  return simulateQuestions({ ...server, total, ...(kinds ? { kinds } : {}) }, (parts) => {
    const limiter = newLimiter(parts);
    return (kind, send) => limiter.ask({ kind, priority: 'background' }, send);
  });
}

const wantedOf = (headers: HeaderKind) =>
  headers === 'none' ? { share: 0.9, refused: 0.04 } : { share: 0.95, refused: 0.01 };

function expectReached(found: Simulated, headers: HeaderKind): void {
  const wanted = wantedOf(headers);
  expect(found.share).toBeGreaterThanOrEqual(wanted.share);
  expect(found.refused / (found.refused + found.accepted)).toBeLessThanOrEqual(wanted.refused);
}

describe.each(headerKinds)('headers: %s', (headers) => {
  it.each(limits)('uses what is allowed: $limit in $windowMs ms', async (limit) => {
    for (const way of ways) expectReached(await ask({ ...limit, ...way, headers }), headers);
  });
});

describe('whatever the server does', () => {
  const base = { limit: 10, windowMs: second, windows: 120.5, latencyMs: 150, inFlight: 8 };
  it.each<[string, Partial<ServerOptions>]>([
    ['counts calls at their arrival', { uplink: 0 }],
    ['counts calls at their answer', { uplink: 1 }],
    ['begins windows at whole seconds', { aligned: true }],
    ['has a clock that is ahead', { aheadMs: 700 }],
    ['has a clock that is behind', { aheadMs: -700 }],
    ['has a clock that is a day off', { aheadMs: 86_400_000 }],
    ['answers at very different speeds', { latencyMs: 80, jitter: 0.5 }],
  ])('it %s', async (_, server) => {
    for (const headers of headerKinds) expectReached(await ask({ ...base, ...server, headers }), headers);
  });
});

describe('several kinds of requests', () => {
  const base = { windowMs: second, windows: 120.5, latencyMs: 20, inFlight: 8 };
  it('share a limit that the server counts together', async () => {
    for (const headers of headerKinds) {
      expectReached(await ask({ ...base, limit: 20, headers }, ['profile', 'disable']), headers);
    }
  });

  it('each use a limit of their own, where the headers show that they have one', async () => {
    const server = { ...base, limit: 10, headers: 'iso', separate: true } as const;
    const found = await ask(server, ['profile', 'disable']);
    // One limit allows half as much.
    expect(found.share).toBeGreaterThan(1.9);
    expect(found.refused / found.accepted).toBeLessThan(0.01);
  });
});
