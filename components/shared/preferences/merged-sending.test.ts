import { expect, it } from 'vitest';
import { mergedSending } from '#components/shared/preferences/merged-sending.ts';

it('sends one change at a time, and merges those that wait, also after a failure', async () => {
  const sent: { a?: number; b?: number }[] = [];
  const ends: (() => void)[] = [];
  const send = mergedSending<{ a?: number; b?: number }>((change) => {
    sent.push(change);
    return new Promise((_resolve, reject) => ends.push(() => reject(new Error('no'))));
  });
  send({ a: 1 });
  send({ a: 2, b: 2 });
  send({ a: 3 });
  expect(sent).toEqual([{ a: 1 }]);
  ends[0]?.();
  await new Promise(setImmediate);
  expect(sent.slice(1)).toEqual([{ a: 3, b: 2 }]);
  ends[1]?.();
  await new Promise(setImmediate);
  send({ b: 4 });
  expect(sent.slice(2)).toEqual([{ b: 4 }]);
});
