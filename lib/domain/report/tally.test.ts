import fc from 'fast-check';
import { expect, it } from 'vitest';
import { needsAttention, openKinds, outcomeKinds, shownKinds } from '#lib/domain/outcome/outcome';
import { leaves } from '#lib/domain/plan/leaf';
import type { ReportRow } from '#lib/domain/report/report';
import { cameAsPredicted, isForAttention, ReportTally } from '#lib/domain/report/tally';

const row: ReportRow = {
  number: 1,
  accountId: '712020:00000000-0000-4000-8000-000000000000',
  name: 'Ada Example',
  email: 'ada@example.com',
  outcome: 'deactivated',
  dryRun: false,
  predicted: null,
  contradicted: false,
  reason: '',
  hint: '',
  detail: null,
  link: null,
  before: 'active',
  unread: false,
  status: 204,
  attempts: 1,
  at: 1_000,
  date: null,
  trace: null,
  readBy: 'profile',
  readAt: 900,
  readAgeMs: 100,
  verdict: null,
  verification: '',
  verifiedBy: null,
  verifiedAt: null,
  unverifiedWhy: '',
  dismissedBecause: '',
  dismissedBy: '',
  dismissedAt: null,
  laterRun: null,
  laterReading: null,
  laterReadBy: null,
  laterReadAt: null,
  decision: null,
  settledInRun: null,
  settledAt: null,
};

const rows = fc.array(
  fc.record({
    outcome: fc.constantFrom(...shownKinds),
    predicted: fc.option(fc.constantFrom(...leaves)),
    contradicted: fc.boolean(),
    reason: fc.constantFrom('', 'Managed elsewhere.', 'Not found.'),
    at: fc.option(fc.nat()),
  }),
);

it('counts every row once in each view', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const tally = new ReportTally();
      const all = given.map((facts) => ({ ...row, ...facts }));
      for (const each of all) tally.add(each);
      const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
      expect(sum(shownKinds.map((kind) => tally.count(kind)))).toBe(all.length);
      expect(sum(tally.reasons().map(({ count }) => count))).toBe(all.length);
      const predicted = all.filter((each) => each.predicted !== null);
      expect(sum(tally.predicted().map(({ count }) => count))).toBe(predicted.length);
      expect(sum(tally.predicted().map(({ otherwise }) => otherwise))).toBe(tally.unexpected().count);
      expect(tally.attention).toBe(all.filter(isForAttention).length);
      expect(tally.attention + sum(shownKinds.map((kind) => tally.others(kind)))).toBe(all.length);
      const times = tally.settledAt();
      expect(times).toEqual([...times].sort((one, other) => one - other));
    }),
  );
});

it('lists whoever has no end yet, needs the admin, or reads otherwise than said', () => {
  for (const outcome of outcomeKinds) {
    expect(isForAttention({ outcome, contradicted: false })).toBe(needsAttention(outcome));
    expect(isForAttention({ outcome, contradicted: true })).toBe(true);
  }
  const open = openKinds.filter((outcome) => isForAttention({ outcome, contradicted: false }));
  expect(open).toEqual(['under-way', 'not-read-back']);
});

it.each([
  ['will-deactivate', 'deactivated', true],
  ['will-deactivate', 'refused', false],
  ['will-deactivate', 'in-doubt', false],
  ['will-deactivate', 'not-attempted', null],
  ['refused', 'refused', true],
  ['refused', 'deactivated', false],
  ['not-managed', 'refused', true],
  ['already-inactive', 'already-inactive', true],
  ['already-inactive', 'deactivated', false],
  ['doubtful', 'deactivated', null],
  ['not-checked', 'refused', null],
  [null, 'refused', null],
] as const)('predicted %s and %s came as predicted: %s', (predicted, outcome, expected) => {
  expect(cameAsPredicted(predicted, outcome)).toBe(expected);
});

it('names the first of those that went another way, and counts all', () => {
  const tally = new ReportTally();
  for (let at = 0; at < 30; at++) {
    tally.add({ ...row, name: `User ${at}`, predicted: 'will-deactivate', outcome: 'refused' });
  }
  expect(tally.unexpected().count).toBe(30);
  expect(tally.unexpected().names).toHaveLength(20);
  expect(tally.unexpected().names[0]).toBe('User 0');
});

it('counts the readings before calls by their source, and knows the oldest', () => {
  const tally = new ReportTally();
  tally.add({ ...row, readBy: 'users-search', readAgeMs: 20_000 });
  tally.add({ ...row, readBy: 'users-search', readAgeMs: 3_000 });
  tally.add(row);
  tally.add({ ...row, before: null, readBy: null, readAt: null, readAgeMs: null });
  const { counts, oldestMs } = tally.readings();
  expect(Object.fromEntries(counts)).toEqual({ 'users-search': 2, profile: 1 });
  expect(oldestMs).toBe(20_000);
});
