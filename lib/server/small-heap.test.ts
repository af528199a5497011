import { expect, it } from 'vitest';
import { newHeapKeeper, withSmallHeap } from '#lib/server/small-heap';

it('lets the heap grow little while a run is unfinished, and as V8 decides before and after it', () => {
  const flags: string[] = [];
  let isUnfinished = false;
  const look = newHeapKeeper(
    () => isUnfinished,
    (flag) => void flags.push(flag),
  );
  look();
  isUnfinished = true;
  look();
  look();
  isUnfinished = false;
  look();
  look();
  expect(flags).toEqual(['--heap-growing-percent=15', '--heap-growing-percent=0']);
});

it('lets the heap grow little while the data folder is opened, also if that fails', () => {
  const flags: string[] = [];
  const seen = withSmallHeap(
    () => [...flags],
    (flag) => void flags.push(flag),
  );
  expect(seen).toEqual(['--heap-growing-percent=15']);
  expect(flags).toEqual(['--heap-growing-percent=15', '--heap-growing-percent=0']);
  const fail = () => {
    throw new Error('damaged');
  };
  expect(() => withSmallHeap(fail, (flag) => void flags.push(flag))).toThrow('damaged');
  expect(flags.at(-1)).toBe('--heap-growing-percent=0');
});
