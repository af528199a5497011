import { expect, it } from 'vitest';
import { relativesOf } from '#components/shared/links/relatives.ts';

it('links a run with the one that it was made of, and with those made of it', () => {
  const two = { id: 'id-2', number: 2, plan: {} };
  const four = { id: 'id-4', number: 4, plan: { parent: { runId: 'id-2', users: 'deactivated' as const } } };
  const five = { id: 'id-5', number: 5, plan: { parent: { runId: 'id-2', users: 'failed' as const } } };
  const all = [five, four, two];
  expect(relativesOf(four, all)).toEqual([{ label: 'Restore of run 2', id: 'id-2' }]);
  expect(relativesOf(two, all)).toEqual([
    { label: 'Restored in run 4', id: 'id-4' },
    { label: 'Retried in run 5', id: 'id-5' },
  ]);
  expect(relativesOf(four, [four])).toEqual([]);
});
