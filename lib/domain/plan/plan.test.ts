import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { defaultSizeLimit } from '#lib/domain/plan/alarms/size-limit';
import {
  notSealed,
  type PlanEntry,
  type PlanTerms,
  planEntrySchema,
  planSchema,
  planVersion,
  versionOf,
} from '#lib/domain/plan/plan';
import { planText, protectionText } from '#lib/domain/plan/plan-text';
import { canaryCount, defaultOptions } from '#lib/domain/plan/run-options';
import { planCodec } from '#lib/domain/plan/stored-plan';
import type { Protection } from '#lib/domain/protection/protection';
import { samplePlan } from '#test/samples/run';

const under = { organisationName: 'Example Org', rosterName: 'users.csv' };
const bare = { ...under, organisationId: 'org', message: null };

it('gives a plan sealed before there was a choice the text it had then', () => {
  expect(planText(bare, samplePlan(1))).toBe(
    '{"lockstep":1,"act":"deactivate","organisation":"org","message":null,"count":1}\n"712020:00000000-0000-4000-8000-000000000000"',
  );
});

it('changes with the act, the options, the parent, the order and every account', () => {
  const entries = samplePlan(3);
  const parent = { runId: 'r', users: 'rest' } as const;
  const texts = [
    planText(bare, entries),
    planText({ ...bare, act: 'restore' }, entries),
    planText({ ...bare, options: { ...defaultOptions, concurrency: 2 } }, entries),
    planText({ ...bare, parent }, entries),
    planText({ ...bare, message: 'x' }, entries),
    planText(bare, entries.toReversed()),
    planText(bare, entries.slice(1)),
  ];
  expect(new Set(texts).size).toBe(texts.length);
});

it('makes a canary of one, ten or one in a hundred, and never of nobody or of more than all', () => {
  expect(canaryCount('1', 500)).toBe(1);
  expect(canaryCount('10', 4)).toBe(4);
  expect(canaryCount('1%', 250)).toBe(3);
  expect(canaryCount('1%', 1)).toBe(1);
});

const terms: PlanTerms = {
  protections: { count: 1, digest: 'abc' },
  preflightAt: 1,
  activeAccounts: 100,
  reach: 2,
  predicted: { 'will-deactivate': 2 },
  sizeLimit: { ...defaultSizeLimit, exceeded: null, raisedBecause: null },
  alarms: [],
};
const entry = (position: number, accountId: string): PlanEntry => ({
  position,
  accountId,
  name: '',
  email: '',
});
const entries = [entry(0, 'a'), entry(1, 'b')];
const plan = { ...bare, terms };

describe('the text that is sealed', () => {
  it('is of one text for plans of the first version still', () => {
    expect(planText(bare, entries)).toBe(
      '{"lockstep":1,"act":"deactivate","organisation":"org","message":null,"count":2}\n"a"\n"b"',
    );
  });

  it('changes with the order, the message, a prediction, a protection, the size limit', () => {
    const prediction = { kind: 'refused', reason: 'Why.', hint: '', basis: 'asked' } as const;
    const texts = [
      planText(plan, entries),
      planText(plan, [...entries].reverse()),
      planText({ ...plan, message: 'Goodbye' }, entries),
      planText(plan, [{ ...entry(0, 'a'), prediction }, entry(1, 'b')]),
      planText({ ...plan, terms: { ...terms, protections: { count: 2, digest: 'def' } } }, entries),
      planText(
        { ...plan, terms: { ...terms, sizeLimit: { ...terms.sizeLimit, raisedBecause: 'Merger' } } },
        entries,
      ),
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
    const one = (accountId: string): [AccountKey, Protection] => [
      accountKey(accountId),
      { accountId, name: '', email: '', source: 'admin', reason: 'r', createdAt: 0 },
    ];
    const [a, b] = [one('a'), one('b')];
    expect(protectionText(new Map([a, b]))).toBe(protectionText(new Map([b, a])));
  });
});

describe('a plan of version 3', () => {
  const prediction = { kind: 'refused', reason: 'Why.', hint: '', basis: 'asked' } as const;
  const user = { ...entry(0, 'a'), name: 'Ada Example', email: 'ada@example.com' };
  const third = { ...plan, version: planVersion };

  it('seals names, addresses, answers, where it comes from and the optional terms', () => {
    const answer = { question: 'admins', title: '', about: 1, answer: { answer: 'none' } } as const;
    const texts = [
      planText(third, [user]),
      planText(plan, [user]),
      planText(third, [{ ...user, accountId: 'b' }]),
      planText(third, [{ ...user, name: 'Ben Example' }]),
      planText(third, [{ ...user, email: 'ben@example.com' }]),
      planText(third, [{ ...user, name: user.email, email: user.name }]),
      planText(third, [{ ...user, prediction }]),
      planText({ ...third, organisationName: 'Other Org' }, [user]),
      planText({ ...third, rosterName: 'other.csv' }, [user]),
      planText({ ...third, act: 'restore' }, [user]),
      planText({ ...third, terms: { ...terms, questions: [answer] } }, [user]),
      planText({ ...third, terms: { ...terms, questions: [{ ...answer, answer: null }] } }, [user]),
      planText({ ...third, optionalTerms: { ticket: 'IT-1' } }, [user]),
      planText({ ...third, optionalTerms: { ticket: 'IT-2' } }, [user]),
      planText({ ...third, optionalTerms: { approval: { by: ['a'], at: 1 } } }, [user]),
      planText({ ...third, optionalTerms: { approval: { by: ['b'], at: 1 } } }, [user]),
    ];
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('has the text that it will always have', () => {
    const optionalTerms = { ticket: 'IT-1', approval: { by: 'b', at: 2 } };
    expect(planText({ ...bare, version: planVersion, optionalTerms }, [user])).toBe(
      '{"lockstep":3,"act":"deactivate","count":1,"from":"users.csv","message":null,"optionalTerms":{"approval":{"at":2,"by":"b"},"ticket":"IT-1"},"organisation":["org","Example Org"]}\n["a","Ada Example","ada@example.com",null,null]',
    );
  });

  it('has the same text whatever the order of the keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.dictionary(fc.string(), fc.string())), (optionalTerms) => {
        const turned = Object.fromEntries(Object.entries(optionalTerms).reverse());
        expect(planText({ ...third, optionalTerms: turned }, [user])).toBe(
          planText({ ...third, optionalTerms }, [user]),
        );
      }),
    );
  });
});

it('verifies a plan of version 2, with its answers, as it was sealed', () => {
  const kept = JSON.parse(readFileSync('test/fixtures/plan-version-2.json', 'utf8'));
  const sealed = planSchema.parse(planCodec.decode(kept.plan));
  const users = planEntrySchema.array().parse(kept.entries);
  expect(versionOf(sealed)).toBe(2);
  expect(sealed.terms?.questions).toHaveLength(1);
  expect(createHash('sha256').update(planText(sealed, users)).digest('hex')).toBe(sealed.digest);
  expect(notSealed(sealed)).toContain('Names and addresses were not sealed');
});
