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
  const plan = { rosterId, ...('act' in more ? { act: more.act } : {}) };
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
