import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PlanEntry, type PlanTerms, planText, protectionText } from '#lib/domain/plan';
import { defaultBrake } from '#lib/domain/plan-brake';
import type { Protection } from '#lib/domain/protection';

const terms: PlanTerms = {
  protections: { count: 1, digest: 'abc' },
  preflightAt: 1,
  activeAccounts: 100,
  reach: 2,
  predicted: { 'will-deactivate': 2 },
  brake: { ...defaultBrake, exceeded: null, raisedBecause: null },
  alarms: [],
};
const entry = (position: number, accountId: string): PlanEntry => ({
  position,
  accountId,
  name: '',
  email: '',
});
const entries = [entry(0, 'a'), entry(1, 'b')];
const plan = { organisationId: 'org', message: null, terms };

describe('the text that is sealed', () => {
  it('is of one text for plans of the first version still', () => {
    expect(planText({ organisationId: 'org', message: null }, entries)).toBe(
      '{"lockstep":1,"act":"deactivate","organisation":"org","message":null,"count":2}\n"a"\n"b"',
    );
  });

  it('changes with the order, the message, a prediction, a protection, the brake', () => {
    const prediction = { kind: 'refused', reason: 'Why.', cure: '', basis: 'asked' } as const;
    const texts = [
      planText(plan, entries),
      planText(plan, [...entries].reverse()),
      planText({ ...plan, message: 'Goodbye' }, entries),
      planText(plan, [{ ...entry(0, 'a'), prediction }, entry(1, 'b')]),
      planText({ ...plan, terms: { ...terms, protections: { count: 2, digest: 'def' } } }, entries),
      planText({ ...plan, terms: { ...terms, brake: { ...terms.brake, raisedBecause: 'Merger' } } }, entries),
    ];
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('is the same after it was stored and read back with its keys in another order', () => {
    const turned = Object.fromEntries(Object.entries(terms).reverse()) as PlanTerms;
    expect(planText({ ...plan, terms: turned }, entries)).toBe(planText(plan, entries));
  });

  it('has a line for each account and no way to make two of one', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (ids) => {
        const text = planText(
          plan,
          ids.map((id, at) => entry(at, id)),
        );
        expect(text.split('\n')).toHaveLength(ids.length + 1);
      }),
    );
  });

  it('does not depend on the order in which people were protected', () => {
    const one = (accountId: string): [string, Protection] => [
      accountId,
      { accountId, name: '', email: '', source: 'admin', reason: 'r', createdAt: 0 },
    ];
    const [a, b] = [one('a'), one('b')];
    expect(protectionText(new Map([a, b]))).toBe(protectionText(new Map([b, a])));
  });
});
