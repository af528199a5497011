import { expect, it } from 'vitest';
import { talliesOf } from '#components/runs/run-tally.ts';
import { newRun } from '#lib/domain/run/state';
import { shownCounts } from '#lib/domain/run/view/shown-outcome';

it('lists only the outcomes that occurred', () => {
  const counts = { ...shownCounts(newRun(), true), deactivated: 3, refused: 1 };
  expect(talliesOf({ counts, plan: {} })).toEqual([
    { outcome: 'deactivated', label: 'Deactivated', count: 3 },
    { outcome: 'refused', label: 'Refused', count: 1 },
  ]);
});

it('words the tallies of a dry run as what would happen', () => {
  const counts = { ...shownCounts(newRun(), true), 'would-deactivate': 3, refused: 1, skipped: 2 };
  const labels = talliesOf({ counts, plan: { act: 'dry-run' } }).map(({ label }) => label);
  expect(labels).toEqual(['Would be deactivated', 'Would be refused', 'Would be skipped']);
});

it('begins with the goal of the act, for a restore too', () => {
  const counts = { ...shownCounts(newRun(), true), 're-activated': 3, refused: 1, 'in-doubt': 2 };
  const outcomes = talliesOf({ counts, plan: { act: 'restore' } }).map(({ outcome }) => outcome);
  expect(outcomes).toEqual(['re-activated', 'refused', 'in-doubt']);
});
