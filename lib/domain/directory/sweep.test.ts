import { expect, it } from 'vitest';
import { listsKeepMs } from '#lib/domain/directory/freshness';
import { managedList, neverSwept, type SweepState } from '#lib/domain/directory/sweep';

const wholeAt = (at: number): SweepState => ({
  generation: 1,
  part: { state: 'known', at },
  whole: { generation: 1, at, totals: { total: 0, active: 0, activeByDomain: {}, activeByProduct: {} } },
  begun: null,
});

it('takes the list of managed accounts, unless only the search was read, or was read much later', () => {
  const source = (accounts: SweepState, users: SweepState) => managedList(accounts, users).source;
  expect(source(neverSwept, neverSwept)).toBe('managed-accounts');
  expect(source(neverSwept, wholeAt(1))).toBe('users-search');
  expect(source(wholeAt(1), neverSwept)).toBe('managed-accounts');
  expect(source(wholeAt(1), wholeAt(1 + listsKeepMs))).toBe('managed-accounts');
  expect(source(wholeAt(1), wholeAt(2 + listsKeepMs))).toBe('users-search');
  expect(source(wholeAt(2 + listsKeepMs), wholeAt(1))).toBe('managed-accounts');
});
