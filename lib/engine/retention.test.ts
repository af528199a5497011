import { expect, it } from 'vitest';
import { newRetention } from '#lib/engine/retention';

/** Parts of which each verb that deletes notes that it was called, with what was named. */
function noted() {
  const calls: string[] = [];
  const parts = {
    store: {
      removeIdlePlans: (_: number, id: string) => calls.push(`plans of ${id}`),
      days: () => ({ historyDays: null }),
      blankNames: () => false,
      scrub: () => true,
    },
    rosters: {
      get: (id: string) => (id === 'roster' ? { ok: true } : { ok: false }),
      remove(id: string) {
        calls.push(id);
        return { ok: true, value: Promise.resolve(true) };
      },
      afterChanges: async (work: () => unknown) => work(),
    },
    runs: { underWay: () => null },
    clock: { wall: () => 0 },
  } as unknown as Parameters<typeof newRetention>[0];
  return { calls, retention: newRetention(parts) };
}

it('deletes the plans of a roster before it: interrupted between the two, the roster still leads to them', async () => {
  const { calls, retention } = noted();
  expect((await retention.purgeRoster('roster')).ok).toBe(true);
  expect(calls).toEqual(['plans of roster', 'roster']);
});

it('deletes nothing of a roster that does not exist', async () => {
  const { calls, retention } = noted();
  expect((await retention.purgeRoster('another')).ok).toBe(false);
  expect(calls).toEqual([]);
});
