import { expect, it } from 'vitest';
import {
  operatorText,
  whoAndWhyFacts,
  whoAndWhyInputSchema,
  whoAndWhyOf,
  whoAndWhyTerms,
} from '#lib/domain/plan/who-and-why';

const olive = { accountId: '712020:olive', name: 'Olive Operator', email: 'olive@example.com' };
const all = {
  operatorName: 'Olive',
  account: olive,
  reason: 'Leavers to October',
  ticket: 'OPS-311',
  keyTail: '4f2a',
  version: '0.1.0',
};

it('reads back what it wrote', () => {
  const optionalTerms = whoAndWhyTerms(all);
  expect(whoAndWhyOf({ optionalTerms, terms: undefined })).toEqual({
    operator: { name: 'Olive', account: olive },
    reason: 'Leavers to October',
    ticket: 'OPS-311',
    keyTail: '4f2a',
    version: '0.1.0',
  });
});

it('names the parts that a plan has, and no others', () => {
  expect(whoAndWhyFacts({ optionalTerms: whoAndWhyTerms(all), terms: undefined })).toEqual([
    ['Operator', 'Olive (olive@example.com), as they said'],
    ['Reason', 'Leavers to October'],
    ['Ticket', 'OPS-311'],
    ['Key', '…4f2a, when the plan was sealed'],
    ['Sealed by', 'Lockstep 0.1.0'],
  ]);
  expect(whoAndWhyFacts({ optionalTerms: undefined, terms: undefined })).toEqual([]);
});

it('leaves out what nobody said', () => {
  const nothing = { operatorName: '', account: null, reason: '', ticket: null, keyTail: null, version: null };
  expect(whoAndWhyTerms(nothing)).toEqual({});
});

it('takes a term of another shape for absent, and the reason for the size where there is no other', () => {
  const optionalTerms = { operator: 'Olive', reason: 7, ticket: ['OPS-311'], keyTail: null };
  const sizeLimit = {
    maxCount: 1,
    maxPercent: null,
    percentFrom: 1,
    exceeded: 'too many',
    raisedBecause: 'The site closes',
  };
  const terms = {
    protections: { count: 0, digest: '' },
    preflightAt: null,
    activeAccounts: null,
    reach: 1,
    predicted: {},
    sizeLimit,
    alarms: [],
  };
  const nobody = { operator: null, ticket: null, keyTail: null, version: null };
  expect(whoAndWhyOf({ optionalTerms, terms })).toEqual({ ...nobody, reason: 'The site closes' });
  expect(whoAndWhyOf({ optionalTerms: undefined, terms: undefined })).toEqual({ ...nobody, reason: null });
  expect(whoAndWhyOf({ optionalTerms: { reason: 'Leavers' }, terms }).reason).toBe('Leavers');
});

it.each([
  [null, ''],
  [{ name: 'Olive', account: null }, 'Olive, as they said'],
  [{ name: 'Olive', account: olive }, 'Olive (olive@example.com), as they said'],
  [{ name: null, account: olive }, 'Olive Operator (olive@example.com), as they said'],
  [{ name: null, account: { ...olive, name: '' } }, 'olive@example.com, as they said'],
  [{ name: null, account: { ...olive, name: '', email: '' } }, '712020:olive, as they said'],
])('calls the operator %j %j', (operator, text) => {
  expect(operatorText({ operator })).toBe(text);
});

it('refuses words that are too long and parts that it does not know', () => {
  expect(whoAndWhyInputSchema.safeParse({ ticket: 'x'.repeat(101) }).success).toBe(false);
  expect(whoAndWhyInputSchema.safeParse({ tickets: 'OPS-311' }).success).toBe(false);
  expect(whoAndWhyInputSchema.parse({ ticket: ' OPS-311 ' })).toEqual({ ticket: 'OPS-311' });
});
