import { expect, it } from 'vitest';
import { positionsWithout, withLeftOut } from '#components/run/next-run/left-out.ts';

const entries = ['a', 'b', 'c', 'd'].map((accountId, position) => ({ accountId, position }));

it('leaves users out of all, by account in either spelling', () => {
  expect(positionsWithout([{ accountId: 'B' }], undefined, entries)).toEqual([0, 2, 3]);
});

it('leaves further users out of those that were chosen', () => {
  expect(positionsWithout([{ accountId: 'd' }], [1, 3], entries)).toEqual([1]);
});

it('says how many are left out, and nothing if nobody is', () => {
  expect(withLeftOut('The new run has all.', 0)).toBe('The new run has all.');
  expect(withLeftOut('The new run has all.', 1)).toBe('The new run has all. You left out 1 user.');
});
