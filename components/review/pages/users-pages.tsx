import { FlexRender, type Header } from '@tanstack/react-table';
import { useMemo } from 'react';
import { ControlFocus } from '#components/review/grid/cell-focus.ts';
import { useUsersTable } from '#components/review/grid/use-users-table.ts';
import type { UsersTableFeatures } from '#components/review/grid/users-table-features.ts';
import { PageRow } from '#components/review/pages/page-row.tsx';
import { useGridTicks } from '#components/review/ticks/use-grid-ticks.ts';
import type { UsersListProps } from '#components/review/users-list-props.ts';
import { type ListedUser, listedUsers } from '#components/review/view/listed-users.ts';
import { besideName } from '#components/shared/pages/beside-name.ts';
import { PagedTable, usePage } from '#components/shared/pages/paged-table.tsx';
import { ArrowDown, ArrowUp } from '#components/ui/icons/lucide.tsx';

/** In a plain table each control is a stop of the Tab key. */
const ownStop = { 'data-place': '', tabIndex: 0 };

/**
 * The users that the view lists, in a plain table of 100 rows a page, with the columns and the selection of the grid.
 */
export function UsersPages({
  label,
  view,
  layout,
  selection,
  state,
  all,
  onProtect,
  onDetails,
}: UsersListProps) {
  const { rows, query } = view;
  const { index, ticks } = state;
  const page = usePage(rows.length, query);
  const { first, end } = page.at;
  const shown = useMemo(() => {
    const listed = listedUsers(rows, { index, ticks });
    return Array.from({ length: end - first }, (_, at) => listed.at(first + at)).filter(
      (user) => user !== null,
    );
  }, [rows, index, ticks, first, end]);
  const { tick } = useGridTicks(rows, selection);
  const table = useUsersTable({ view, layout, inSight: shown, all, onTick: tick, onProtect });
  const headers = besideName(table.getLeafHeaders(), { name: 'name', control: 'protection' });
  return (
    <PagedTable label={label} count={rows.length} page={page}>
      <thead className="text-ink-2 text-xs">
        <tr>
          {headers.map((header) => (
            <ColumnHeader key={header.id} header={header} />
          ))}
        </tr>
      </thead>
      <tbody>
        <ControlFocus value={ownStop}>
          {table.getRowModel().rows.map((row) => (
            <PageRow
              key={row.id}
              row={row}
              columns={headers.map(({ column }) => column)}
              onDetails={onDetails}
            />
          ))}
        </ControlFocus>
      </tbody>
    </PagedTable>
  );
}

/** A header that sorts by its column when pressed, or the box for all listed users. */
function ColumnHeader({ header }: { header: Header<UsersTableFeatures, ListedUser, unknown> }) {
  const { column } = header;
  if (!column.getCanSort()) {
    return (
      <th scope="col" className="w-10">
        <ControlFocus value={ownStop}>
          <FlexRender header={header} />
        </ControlFocus>
      </th>
    );
  }
  const sorted = column.getIsSorted();
  // As wide as in the grid, or wider; a narrow window scrolls sideways.
  const Arrow = sorted === 'desc' ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none'}
      className="font-medium"
      style={{ minWidth: column.getSize() }}
    >
      <button
        type="button"
        onClick={column.getToggleSortingHandler()}
        className="flex min-h-6 items-center gap-1 text-left hover:text-ink"
      >
        <FlexRender header={header} />
        {sorted && <Arrow aria-hidden className="size-3 shrink-0" />}
      </button>
    </th>
  );
}
