import { expect, it } from 'vitest';
import { latestWins } from '#components/review/columns/latest-wins.ts';

it('sends one at a time, and of those that wait the last, also after a failure', async () => {
  const sent: number[] = [];
  const ends: (() => void)[] = [];
  const send = latestWins<number>((value) => {
    sent.push(value);
    return new Promise((_resolve, reject) => ends.push(() => reject(new Error('no'))));
  });
  send(1);
  send(2);
  send(3);
  expect(sent).toEqual([1]);
  ends[0]?.();
  await new Promise(setImmediate);
  expect(sent).toEqual([1, 3]);
  ends[1]?.();
  await new Promise(setImmediate);
  send(4);
  expect(sent).toEqual([1, 3, 4]);
});
