import { expect, it } from 'vitest';
import { usesOf } from '#components/shared/used-in-runs.ts';
import type { RunSummary } from '#lib/contract/runs';
import { type ShownOutcome, shownKinds } from '#lib/domain/outcome/outcome';

function run(
  number: number,
  rosterId: string | null,
  counts: Partial<Record<ShownOutcome, number>>,
  more: object = {},
) {
  const all = Object.fromEntries(shownKinds.map((kind) => [kind, counts[kind] ?? 0]));
  const plan = { rosterId, ...more };
  return { id: `id-${number}`, number, plan, counts: all, status: 'ended', ...more } as unknown as RunSummary;
}

it('says of each run of a roster what became of its users, newest first', () => {
  const runs = [
    run(1, 'a', { deactivated: 194, refused: 27 }),
    run(2, 'b', { deactivated: 1 }),
    run(3, 'a', { 'would-deactivate': 3 }, { act: 'dry-run' }),
    run(4, 'a', { deactivated: 1, 'not-attempted': 2 }, { status: 'paused' }),
    run(5, null, { deactivated: 1 }),
  ];
  expect(usesOf('a', runs)).toEqual([
    { runId: 'id-4', text: 'Run 4: not finished, 1 of 3 deactivated · 2 not attempted' },
    { runId: 'id-3', text: 'Dry run 3: 3 of 3 would be deactivated' },
    { runId: 'id-1', text: 'Run 1: 194 of 221 deactivated · 27 refused' },
  ]);
  expect(usesOf('c', runs)).toEqual([]);
});

it('counts the runs that were made of those of the roster: its users are theirs', () => {
  const of = (parent: number, users: string, act = 'deactivate') => ({
    act,
    parent: { runId: `id-${parent}`, users },
  });
  const runs = [
    run(4, null, { 're-activated': 1 }, of(3, 'deactivated', 'restore')),
    run(1, 'a', { deactivated: 76, 'not-attempted': 114 }),
    run(2, 'b', { deactivated: 1 }),
    run(3, null, { deactivated: 113, refused: 1 }, of(1, 'rest')),
    run(5, null, { deactivated: 1 }, of(2, 'rest')),
    run(6, null, { deactivated: 1 }, of(9, 'rest')),
  ];
  expect(usesOf('a', runs).map(({ text }) => text)).toEqual([
    'Run 4: 1 of 1 re-activated',
    'Run 3: 113 of 114 deactivated · 1 refused',
    'Run 1: 76 of 190 deactivated · 114 not attempted',
  ]);
});
