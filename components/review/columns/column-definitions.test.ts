import { constructTable, type SortingState } from '@tanstack/react-table';
import { storeReactivityBindings } from '@tanstack/table-core/store-reactivity-bindings';
import { expect, it } from 'vitest';
import { columnDefinitions, pinnedColumns } from '#components/review/columns/column-definitions.tsx';
import { reviewColumns } from '#components/review/columns/review-columns.ts';
import { type UsersTableFeatures, usersTableFeatures } from '#components/review/grid/users-table-features.ts';
import { listedUsers } from '#components/review/view/listed-users.ts';
import { indexUsers, servedTicks } from '#components/review/who/review-index.ts';
import { leaves } from '#lib/domain/plan/leaf';
import { sampleUser } from '#test/samples/review-user';

const users = [0, 1].map((position) => sampleUser(position, { cells: ['', 'a, b'], lastSeen: '2026-01-01' }));
const index = indexUsers(users, Date.parse('2026-01-11'));
const listed = listedUsers(Uint32Array.of(1, 0), { index, ticks: servedTicks(index) });

/** The features with what React adds to them in the page. */
const features: UsersTableFeatures = Object.assign(
  { coreReactivityFeature: storeReactivityBindings() },
  usersTableFeatures,
);

function tableOf() {
  return constructTable({
    features,
    columns: columnDefinitions(
      reviewColumns([
        { header: 'User id', role: 'account-id' },
        { header: 'Groups', role: 'group-name' },
      ]),
    ),
    data: [listed.at(0), listed.at(1)].filter((one) => one !== null),
    getRowId: ({ user }) => String(user.position),
    initialState: { columnPinning: pinnedColumns },
    manualSorting: true,
    enableMultiSort: false,
  });
}

it('has the ticks and the name at the start and the protection at the end, whatever the order', () => {
  const table = tableOf();
  const shown = () => table.getLeafHeaders().map(({ id }) => id);
  expect(shown()).toEqual(['ticks', 'name', 'email', 'will', 'seen', 'id', 'c1', 'protection']);
  table.setColumnOrder(['protection', 'c1', 'email']);
  table.getColumn('id')?.toggleVisibility(false);
  expect(shown()).toEqual(['ticks', 'name', 'c1', 'email', 'will', 'seen', 'protection']);
});

it('does not hide the name, what will happen, the ticks or the protection', () => {
  const fixed = tableOf()
    .getAllLeafColumns()
    .filter((column) => !column.getCanHide())
    .map(({ id }) => id);
  expect(fixed).toEqual(['ticks', 'name', 'will', 'protection']);
});

it('sorts one way, then the other, then as the file is; those seen longest ago come first', () => {
  const table = tableOf();
  const press = (id: string): SortingState => {
    table.getColumn(id)?.getToggleSortingHandler()?.({});
    return table.atoms.sorting.get();
  };
  expect(press('seen')).toEqual([{ id: 'seen', desc: true }]);
  expect(press('seen')).toEqual([{ id: 'seen', desc: false }]);
  expect(press('seen')).toEqual([]);
  expect(press('name')).toEqual([{ id: 'name', desc: false }]);
  expect(press('email')).toEqual([{ id: 'email', desc: false }]);
  expect(table.getRowModel().rows.map(({ id }) => id)).toEqual(['1', '0']);
  expect(table.getColumn('ticks')?.getCanSort()).toBe(false);
});

it('takes its values from the user, the cells of the file by their place', () => {
  const [row] = tableOf().getRowModel().rows;
  expect(row?.getAllCells().map((cell) => cell.getValue())).toEqual([
    undefined,
    'Sample 1',
    'sample.1@example.com',
    leaves.indexOf('not-checked'),
    '10 days',
    'account-1',
    'a, b',
    undefined,
  ]);
});
