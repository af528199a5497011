import { expect, it } from 'vitest';
import { openRunsLabel } from '#components/runs/open-runs-label.ts';

const run = (number: number, open: number) => ({ number, users: { open, settled: 0, dismissed: 0 } });

it('counts the users of one run', () => {
  expect(openRunsLabel([run(4, 3)])).toBe('Run 4 is open: 3 users need a decision');
  expect(openRunsLabel([run(4, 1)])).toBe('Run 4 is open: 1 user needs a decision');
});

it('counts the decisions of several runs, in which the same users can be', () => {
  expect(openRunsLabel([run(4, 3), run(1, 27)])).toBe('2 runs are open: 30 decisions are needed');
});
