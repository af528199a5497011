import { expect, it } from 'vitest';
import { firstUserDoubt } from '#lib/domain/plan/first-user';
import type { PredictionKind } from '#lib/domain/preflight/preflight';

const planOf = (...kinds: (PredictionKind | null)[]) =>
  kinds.map((kind) =>
    kind === null ? {} : { prediction: { kind, reason: '', hint: '', basis: 'asked' as const } },
  );

it.each(['refused', 'not-managed'] as const)('doubts a first user who is predicted: %s', (kind) => {
  const plan = planOf('already-inactive', kind, 'will-deactivate');
  expect(firstUserDoubt(plan)).toEqual({ user: plan[1], why: 'refused' });
});

it.each(['unknown', null] as const)('doubts a first user who was not checked: %s', (kind) => {
  const plan = planOf('already-inactive', kind, 'refused');
  expect(firstUserDoubt(plan)).toEqual({ user: plan[1], why: 'not-checked' });
});

it('doubts nothing if the first user may be deactivated, or nobody is called', () => {
  for (const kind of ['will-deactivate', 'changed'] as const) {
    expect(firstUserDoubt(planOf(kind, 'refused', null))).toBeNull();
  }
  expect(firstUserDoubt(planOf('already-inactive'))).toBeNull();
  expect(firstUserDoubt([])).toBeNull();
});
