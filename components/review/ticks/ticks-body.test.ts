import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ticksBody } from '#components/review/ticks/ticks-body.ts';

it('makes the JSON of the request, for any IDs', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'binary' }), { maxLength: 20 }),
      fc.boolean(),
      async (accountIds, ticked) => {
        const body = await ticksBody(accountIds, ticked);
        expect(await body.text()).toBe(JSON.stringify({ accountIds, ticked }));
      },
    ),
  );
});

it.each([4_999, 5_000, 5_001, 12_000])('has each of %i IDs once, in their order', async (count) => {
  const accountIds = Array.from({ length: count }, (_, user) => `account-${user}`);
  const body = await ticksBody(accountIds, true);
  expect(JSON.parse(await body.text())).toEqual({ accountIds, ticked: true });
});

it('lets other work of the page go on meanwhile', async () => {
  let others = 0;
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    others += 1;
    channel.port2.postMessage(null);
  };
  channel.port2.postMessage(null);
  await ticksBody(
    Array.from({ length: 40_000 }, (_, user) => `account-${user}`),
    false,
  );
  channel.port1.close();
  expect(others).toBeGreaterThan(0);
});
