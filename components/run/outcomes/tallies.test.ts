import { expect, it } from 'vitest';
import { runTallies } from '#components/run/outcomes/tallies.ts';
import { newRun } from '#lib/domain/run/state';

const kindsOf = (act: 'deactivate' | 'restore' | 'dry-run', watched: boolean) =>
  runTallies({ ...newRun(), act }, true, watched).map(({ kind }) => kind);

it.each(['deactivate', 'restore'] as const)('shows the zero of users in doubt: %s', (act) => {
  expect(kindsOf(act, false)).toContain('in-doubt');
  expect(kindsOf(act, true)).toContain('not-read-back');
});

it('shows no users in doubt or under way for a dry run, which calls nobody', () => {
  for (const watched of [false, true]) {
    const kinds = kindsOf('dry-run', watched);
    expect(kinds).toContain('not-attempted');
    for (const kind of ['in-doubt', 'under-way', 'not-read-back']) expect(kinds).not.toContain(kind);
  }
});
