import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { newHeapKeeper } from '#lib/server/small-heap';

const small = ['--heap-growing-percent=15', '--optimize-for-size', '--semi-space-growth-factor=1'];
const usual = ['--heap-growing-percent=0', '--no-optimize-for-size', '--semi-space-growth-factor=2'];

it('lets the heap grow little while a run is unfinished, and as V8 decides before and after it', () => {
  const flags: string[] = [];
  let isUnfinished = false;
  const look = newHeapKeeper(
    () => isUnfinished,
    (flag) => void flags.push(flag),
  );
  look();
  expect(flags).toEqual([]);
  isUnfinished = true;
  look();
  look();
  expect(flags).toEqual(small);
  isUnfinished = false;
  look();
  look();
  expect(flags).toEqual([...small, ...usual]);
});

it('sets flags that this V8 has, and puts back its own values', () => {
  const described = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  for (const flag of usual) expect(described).toMatch(new RegExp(`default: ${flag}\\s`));
});
