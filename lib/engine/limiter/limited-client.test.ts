import { expect, it } from 'vitest';
import type { Answer } from '#lib/domain/outcome/answer';
import type { AccountsPage } from '#lib/engine/atlassian-shapes';
import { offline } from '#lib/engine/connection/offline';
import { limitedClient } from '#lib/engine/limiter/limited-client';
import { newLimiter } from '#lib/engine/limiter/limiter';
import type { Atlassian } from '#lib/engine/ports';
import { LimitedServer } from '#test/rate/limited-server';
import { VirtualClock } from '#test/rate/virtual-clock';
import { faultAnswer } from '#test/samples/run';

const organisations: Answer<[]> = { ok: true, value: [], status: 200, tookMs: 1 };

/** A client that reads lists of so many pages from a server in virtual time, with a limiter in front of it. */
function sampleClient(pages: number, limit: number) {
  const clock = new VirtualClock();
  const server = new LimitedServer(clock, { limit, windowMs: 1_000, headers: 'iso', latencyMs: 150 });
  const client: Atlassian = {
    ...offline,
    async *managedAccounts() {
      for (let page = 1; page <= pages; page += 1) {
        const value: AccountsPage = { accounts: [], total: null, next: page < pages ? String(page) : null };
        yield await server.call('managed-accounts', value);
      }
    },
    countActive: () => server.call('users-count', 1),
  };
  return {
    clock,
    server,
    limited: limitedClient(client, newLimiter({ clock, random: () => 0 }), 'background'),
  };
}

it.each([
  [10, 1.25 * 40 * 150],
  [5, 1.05 * 40 * 200],
])('a list costs little more than its pages, or than a limit of %i a second', async (limit, mostMs) => {
  const { clock, server, limited } = sampleClient(40, limit);
  const read = async () => {
    let count = 0;
    for await (const page of limited.managedAccounts('org')) if (page.ok) count += 1;
    return count;
  };
  expect(await clock.pass(read())).toBe(40);
  expect(clock.monotonic()).toBeLessThanOrEqual(mostMs);
  expect(server.refused).toBe(0);
});

it('a list ends at once when it is stopped while it waits for the limit', async () => {
  const { clock, limited, server } = sampleClient(40, 5);
  const stop = new AbortController();
  const read = async () => {
    for await (const page of limited.managedAccounts('org', stop.signal)) if (!page.ok) return;
  };
  const reading = read();
  await clock.pass(clock.sleep(900, stop.signal));
  const before = server.accepted;
  stop.abort();
  await Promise.resolve();
  // The stand-in for a client does not look at the signal. The next page is asked for at once, and not after the wait.
  await clock.pass(clock.sleep(20, new AbortController().signal));
  expect(server.calls.get('managed-accounts')).toBe(before + 1);
  await clock.pass(reading);
});

it('a check of the key is sent at once, whatever the limit is', async () => {
  const clock = new VirtualClock();
  let asked = 0;
  const refused = faultAnswer('rate-limited', { owner: 'organisation', status: 429, waitMs: 60_000 });
  const checked = limitedClient(
    { ...offline, organisations: async () => (asked++ === 0 ? (refused as Answer<never>) : organisations) },
    newLimiter({ clock, random: () => 0 }),
    'admin',
  );
  expect(await clock.pass(checked.organisations())).toBe(refused);
  expect(await clock.pass(checked.organisations())).toBe(organisations);
  expect(clock.monotonic()).toBe(0);
});

it('questions go through the limiter as well', async () => {
  const { clock, limited, server } = sampleClient(1, 10);
  const counts = Promise.all([limited.countActive('org'), limited.countActive('org')]);
  expect((await clock.pass(counts)).map((answer) => answer.ok && answer.value)).toEqual([1, 1]);
  expect(server.mostInFlight).toBe(1);
});
