import { expect, it } from 'vitest';
import { newHeapKeeper } from '#lib/server/small-heap';

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
