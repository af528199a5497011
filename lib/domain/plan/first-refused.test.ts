import { expect, it } from 'vitest';
import { firstRefused } from '#lib/domain/plan/first-refused';
import type { PredictionKind } from '#lib/domain/preflight/preflight';

const planOf = (...kinds: (PredictionKind | null)[]) =>
  kinds.map((kind) =>
    kind === null ? {} : { prediction: { kind, reason: '', hint: '', basis: 'asked' as const } },
  );

it('is the first user who is called and predicted to be refused', () => {
  for (const kind of ['refused', 'not-managed'] as const) {
    const plan = planOf('already-inactive', kind, 'will-deactivate');
    expect(firstRefused(plan)).toBe(plan[1]);
  }
});

it('is nobody if another user is called first, whatever is known of that one', () => {
  for (const kind of ['will-deactivate', 'changed', 'unknown', null] as const) {
    expect(firstRefused(planOf(kind, 'refused'))).toBeNull();
  }
  expect(firstRefused([])).toBeNull();
});
