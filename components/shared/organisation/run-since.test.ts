import { expect, it } from 'vitest';
import { runSince } from '#components/shared/organisation/run-since.ts';
import type { ListedRun } from '#lib/contract/runs';
import { listsLagMs } from '#lib/domain/directory/freshness';
import { shownKinds } from '#lib/domain/outcome/outcome';

const minute = 60_000;
const at = 100 * minute;
const none = Object.fromEntries(shownKinds.map((kind) => [kind, 0]));

function run(number: number, endedAt: number | null, more: object = {}): ListedRun {
  const plan = { organisationId: 'org', act: 'deactivate' };
  return {
    ...{ number, plan, createdAt: endedAt, endedAt, imported: null, activeAtEnd: null },
    ...{ counts: { ...none, deactivated: 194, 'confirmed-inactive': 1 }, ...more },
  } as unknown as ListedRun;
}

it('names the latest run that ended after the numbers were read, or shortly before', () => {
  const found = { number: 3, endedAt: at + minute, changed: 195, goal: 'inactive', activeAtEnd: null };
  const one = { ...found, others: 1, later: null };
  expect(runSince(at, [run(2, at + 1), run(3, at + minute)], 'org')).toEqual(one);
  expect(runSince(at, [run(3, at - listsLagMs + 1)], 'org')?.number).toBe(3);
  expect(runSince(at, [run(3, at - listsLagMs)], 'org')).toBeNull();
  expect(runSince(at, [run(3, null)], 'org')).toMatchObject({ number: 3, endedAt: null });
});

it('names no run that changed nothing, and none of another organisation', () => {
  const dryRun = {
    plan: { organisationId: 'org', act: 'dry-run' },
    counts: { ...none, 'would-deactivate': 5 },
  };
  expect(runSince(at, [run(3, at + 1, dryRun)], 'org')).toBeNull();
  expect(runSince(at, [run(3, at + 1, { counts: none })], 'org')).toBeNull();
  expect(runSince(at, [run(3, at + 1)], 'another')).toBeNull();
});

it('names a run whose organisation is not known, and a restore', () => {
  expect(runSince(at, [run(3, at + 1, { plan: { organisationId: null } })], 'org')?.number).toBe(3);
  expect(runSince(at, [run(3, at + 1)], null)?.number).toBe(3);
  const restore = { plan: { organisationId: 'org', act: 'restore' }, counts: { ...none, 're-activated': 9 } };
  expect(runSince(at, [run(4, at + 1, restore)], 'org')).toMatchObject({ changed: 9, goal: 'active' });
});

it('counts an imported run from its import', () => {
  const imported = { imported: { tool: 'newman', fileName: 'a.json' }, createdAt: at + 1 };
  expect(runSince(at, [run(3, 0, imported)], 'org')?.endedAt).toBe(at + 1);
});

it('prefers the latest run that counted the active accounts, and gives the number of the latest of all', () => {
  const counted = { activeAtEnd: { active: 22, expected: 22, at: at + 2 } };
  const runs = [run(2, at + 1), run(3, at + 2, counted), run(4, at + 3), run(5, at + 4)];
  expect(runSince(at, runs, 'org')).toMatchObject({ number: 3, later: 5, others: 3 });
  expect(runSince(at, runs.slice(0, 2), 'org')).toMatchObject({ number: 3, later: null, others: 1 });
  expect(runSince(at, [...runs, run(6, null)], 'org')).toMatchObject({ number: 6, endedAt: null });
  const before = { activeAtEnd: { active: 22, expected: 22, at: at - 1 } };
  expect(runSince(at, [run(3, at - 1, before), run(4, at + 1)], 'org')).toMatchObject({ number: 4 });
});
