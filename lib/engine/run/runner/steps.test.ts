import { expect, it } from 'vitest';
import { World } from '#test/model/world';

it('reads an account again where its reading grew old while it waited for its turn', async () => {
  const world = new World({
    total: 3,
    act: 'deactivate',
    options: { concurrency: 2, gapMs: 0, canary: '1', waitAfterCanary: false },
    seed: 1,
  });
  const idOf = (position: number) => world.entries[position]?.accountId ?? '';
  const waiting = () =>
    world.pending
      .map(
        ({ call }) => `${call.kind} ${world.entries.findIndex((each) => each.accountId === call.accountId)}`,
      )
      .sort();
  /** Answers this user's request with the present status of the account. */
  const answer = async (position: number) => {
    const at = world.pending.findIndex(({ call }) => call.accountId === idOf(position));
    const pending = world.pending[at];
    if (!pending) throw new Error(`Nothing is asked about ${position}.`);
    world.answer(at, world.honest(pending.call), true);
    await world.flush();
  };
  world.hasSearch = false;
  world.boot();
  world.start();
  await world.flush();
  // The canary is read, called, and read back. Then two calls may be in flight, and two accounts are read for them.
  for (let step = 0; step < 3; step += 1) await answer(0);
  expect(waiting()).toEqual(['read 1', 'read 2']);

  // The third user waits for the second, whose account is not read yet. Meanwhile, somebody else deactivates the third.
  await answer(2);
  expect(waiting()).toEqual(['read 1']);
  world.setStatus(idOf(2), 'inactive');
  world.clock.advance(5_001);
  await answer(1);
  expect(waiting()).toEqual(['read 2', 'write 1']);
  await answer(2);
  await answer(1);
  const found = world.runs?.get('run');
  expect(found?.ok && found.value.state.counts).toMatchObject({ deactivated: 2, 'already-inactive': 1 });
});
