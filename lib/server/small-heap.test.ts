import { expect, it } from 'vitest';
import { newHeapKeeper } from '#lib/server/small-heap';

it('lets the heap grow little during a run, and as V8 decides before and after it', () => {
  const flags: string[] = [];
  let isUnderWay = false;
  const look = newHeapKeeper(
    () => isUnderWay,
    (flag) => void flags.push(flag),
  );
  look();
  isUnderWay = true;
  look();
  look();
  isUnderWay = false;
  look();
  look();
  expect(flags).toEqual(['--heap-growing-percent=15', '--heap-growing-percent=0']);
});
