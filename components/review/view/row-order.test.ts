import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reviewColumns } from '#components/review/columns/review-columns.ts';
import { facetsOf } from '#components/review/view/facets.ts';
import { matchUsers, rowsOf } from '#components/review/view/matching.ts';
import { orderBy } from '#components/review/view/row-order.ts';
import { indexUsers, servedTicks } from '#components/review/who/review-index.ts';
import { fold } from '#components/shared/fold.ts';
import type { ReviewUser } from '#lib/contract/roster';
import type { DateOrder } from '#lib/domain/roster/cells/date-order';
import type { RosterColumn } from '#lib/domain/roster/roster';
import { sampleUser } from '#test/samples/review-user';

const now = Date.parse('2025-03-01T00:00:00Z');

function sorted(
  users: ReviewUser[],
  id: string,
  descending = false,
  { role, orders }: { role: RosterColumn['role']; orders?: Map<number, DateOrder> } = { role: 'other' },
): number[] {
  const index = indexUsers(users, now);
  const ticks = servedTicks(index);
  const column = reviewColumns([{ header: 'Other', role }], orders).find((one) => one.id === id);
  if (!column) throw new Error('no such column');
  const all = matchUsers(index, ticks, facetsOf(index));
  return [...rowsOf(all, orderBy(index, ticks, column), descending)];
}

const withCells = (...cells: string[]): ReviewUser[] =>
  cells.map((cell, at) => sampleUser(at, { cells: [cell] }));

describe('sorting', () => {
  it('orders text without regard to case and accents, and keeps the file’s order among equals', () => {
    const names = ['ben', 'Émile', 'ADA', 'Ben', 'eva', 'zoe'];
    const users = names.map((name, at) => sampleUser(at, { name }));
    expect(sorted(users, 'name')).toEqual([2, 0, 3, 1, 4, 5]);
    expect(sorted(users, 'name', true)).toEqual([5, 4, 1, 0, 3, 2]);
  });

  it('orders dates that can be read in two ways only once their order is said: before, they are not known', () => {
    const users = withCells('05/06/2024', '28/04/2024', '6/5/2024', 'Never accessed');
    const by = (orders?: Map<number, DateOrder>) =>
      sorted(users, 'c0', false, { role: 'added', ...(orders && { orders }) });
    expect(by()).toEqual([3, 1, 0, 2]);
    expect(by(new Map([[0, 'day-first']]))).toEqual([3, 1, 2, 0]);
    expect(by(new Map([[0, 'month-first']]))).toEqual([3, 1, 0, 2]);
  });

  it('orders numbers by value and dates by time, never before all dates', () => {
    expect(sorted(withCells('10', '9', '-1', '100'), 'c0')).toEqual([2, 1, 0, 3]);
    expect(sorted(withCells('3 Jan 2024', '12 Dec 2023', 'Never accessed', '2024-01-02'), 'c0')).toEqual([
      2, 1, 3, 0,
    ]);
  });

  it('leaves users without a value at the end in both directions', () => {
    expect(sorted(withCells('', '2', ' ', '1'), 'c0')).toEqual([3, 1, 0, 2]);
    expect(sorted(withCells('', '2', ' ', '1'), 'c0', true)).toEqual([1, 3, 0, 2]);
    const users = [null, undefined, '2025-02-01', '2020-01-01'].map((lastSeen, at) =>
      sampleUser(at, lastSeen === undefined ? {} : { lastSeen }),
    );
    expect(sorted(users, 'seen', true)).toEqual([0, 3, 2, 1]);
    expect(sorted(users, 'seen')).toEqual([2, 3, 0, 1]);
  });

  it('orders any texts as comparing them whole does', () => {
    const texts = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'ÿ', 'Ā', '漢', '😀', ' ', '1') }));
    fc.assert(
      fc.property(texts, (names) => {
        const keys = names.map((name) => fold(name.trim()));
        const want = names
          .map((_, at) => at)
          .sort((a, b) => {
            const [x = '', y = ''] = [keys[a], keys[b]];
            if ((x === '') !== (y === '')) return x === '' ? 1 : -1;
            return x < y ? -1 : x > y ? 1 : a - b;
          });
        const users = names.map((name, at) => sampleUser(at, { name: `x${name}`.slice(1) }));
        const got = sorted(users, 'name');
        // Columns of nothing but numbers go by value.
        fc.pre(names.some((name) => name.trim() !== '' && !/^\d+$/.test(name.trim())));
        expect(got).toEqual(want);
      }),
    );
  });
});

describe('the columns', () => {
  it('are the fixed ones and then every column of the file that is not among them', () => {
    const columns = reviewColumns([
      { header: 'User id', role: 'account-id' },
      { header: 'User name', role: 'name' },
      { header: 'Name', role: 'name' },
      { header: '', role: 'other' },
    ]);
    expect(columns.map(({ header }) => header)).toEqual([
      'Name',
      'E-mail',
      'What will happen',
      'Last seen',
      'Account ID',
      'Name',
      'Column 4',
    ]);
    expect(columns.at(-1)?.cell).toBe(3);
  });
});
