import { expect, it } from 'vitest';
import type { Plan } from '#lib/domain/plan/plan';
import type { PlanParts } from '#lib/engine/plan/plan-parts';
import { whoSeals } from '#lib/engine/plan/who-seals';

const olive = { accountId: '712020:olive', name: 'Olive Operator', email: 'olive@example.com' };

function parts() {
  const kept: string[] = [];
  return {
    product: {
      version: '0.1.0',
      operatorName: { read: () => kept.at(-1) ?? null, write: (name: string) => void kept.push(name) },
    },
    protections: { operator: () => olive } as PlanParts['protections'],
    connections: { view: () => ({ state: 'connected', keyTail: '4f2a' }) } as PlanParts['connections'],
  };
}

it('keeps the name for the next plan until another one is said', () => {
  const there = parts();
  const nameOf = (terms: ReturnType<typeof whoSeals>) => terms.operator;
  expect(nameOf(whoSeals(there, {}, null, false))).toEqual({ name: null, account: olive });
  expect(nameOf(whoSeals(there, { operatorName: 'Olive' }, null, false))).toEqual({
    name: 'Olive',
    account: olive,
  });
  expect(nameOf(whoSeals(there, {}, null, false))).toEqual({ name: 'Olive', account: olive });
  expect(nameOf(whoSeals(there, { operatorName: '' }, null, false))).toEqual({ name: null, account: olive });
  expect(nameOf(whoSeals(there, {}, null, false))).toEqual({ name: null, account: olive });
});

it('takes reason and ticket of the plan that it goes on with, unless the admin says others', () => {
  const before = { optionalTerms: { reason: 'Leavers', ticket: 'OPS-311' } } as unknown as Plan;
  expect(whoSeals(parts(), {}, before, false)).toMatchObject({ reason: 'Leavers', ticket: 'OPS-311' });
  const other = whoSeals(parts(), { reason: '', ticket: 'OPS-312' }, before, false);
  expect(other).toMatchObject({ ticket: 'OPS-312', keyTail: '4f2a', lockstep: '0.1.0' });
  expect(other).not.toHaveProperty('reason');
});

it('takes no reason of the plan before if the size limit asks for one, since the admin would not see it', () => {
  const before = { optionalTerms: { reason: 'Leavers', ticket: 'OPS-311' } } as unknown as Plan;
  const large = whoSeals(parts(), {}, before, true);
  expect(large).toMatchObject({ ticket: 'OPS-311' });
  expect(large).not.toHaveProperty('reason');
});
