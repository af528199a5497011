import { expect, it } from 'vitest';
import { isSamePlan } from '#components/plan/seal-wish.ts';

const entry = { position: 0, accountId: 'a', name: 'Ada', email: 'ada@example.com' };
const predicted = (kind: 'refused' | 'will-deactivate') => ({
  ...entry,
  prediction: { kind, reason: '', hint: '', basis: 'asked' as const },
});

it('takes plans for the same if users, predictions and alarms are', () => {
  const plan = { entries: [predicted('refused')], alarms: [] };
  expect(isSamePlan(plan, { entries: [{ ...predicted('refused'), name: 'Ada E.' }], alarms: [] })).toBe(true);
  expect(isSamePlan(plan, { entries: [predicted('will-deactivate')], alarms: [] })).toBe(false);
  expect(isSamePlan(plan, { entries: [], alarms: [] })).toBe(false);
  const alarm = {
    code: 'admins',
    level: 'alarm',
    title: 'One admin',
    body: '',
    count: 1,
    names: [],
  } as never;
  expect(isSamePlan(plan, { ...plan, alarms: [alarm] })).toBe(false);
});
