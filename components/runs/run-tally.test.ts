import { expect, it } from 'vitest';
import { talliesOf } from '#components/runs/run-tally.ts';
import { newRun } from '#lib/domain/run/state';
import { shownCounts } from '#lib/domain/run/view/shown-outcome';

it('leaves out of the list what did not occur', () => {
  const counts = { ...shownCounts(newRun(), true), deactivated: 3, refused: 1 };
  expect(talliesOf({ counts })).toEqual([
    { outcome: 'deactivated', label: 'Deactivated', count: 3 },
    { outcome: 'refused', label: 'Refused', count: 1 },
  ]);
});
