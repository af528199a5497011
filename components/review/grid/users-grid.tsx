import {
  type CSSProperties,
  type KeyboardEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { ColumnChoices } from '#components/review/columns/kept-columns.ts';
import { GridHeader } from '#components/review/grid/grid-header.tsx';
import { roles } from '#components/review/grid/grid-roles.ts';
import { GridRow } from '#components/review/grid/grid-row.tsx';
import { heightOf } from '#components/review/grid/row-height.ts';
import { useDrawnColumns } from '#components/review/grid/use-drawn-columns.ts';
import { firstPlace, useGridFocus } from '#components/review/grid/use-grid-focus.ts';
import { useRowsInSight } from '#components/review/grid/use-rows-in-sight.ts';
import { useUsersTable } from '#components/review/grid/use-users-table.ts';
import type { UsersColumn } from '#components/review/grid/users-table-features.ts';
import { useGridTicks } from '#components/review/ticks/use-grid-ticks.ts';
import type { UsersListProps } from '#components/review/users-list-props.ts';
import { listedUsers } from '#components/review/view/listed-users.ts';
import { useIsNarrow } from '#components/shared/screen/use-is-narrow.ts';

/** The users that the view lists, as rows, or as cards on a narrow screen; only those in sight are drawn. */
export function UsersGrid({
  label,
  view,
  layout,
  selection,
  state,
  all,
  onProtect,
  onDetails,
}: UsersListProps) {
  const { rows } = view;
  const { index, ticks } = state;
  const scroller = useRef<HTMLDivElement>(null);
  const listed = useMemo(() => listedUsers(rows, { index, ticks }), [rows, index, ticks]);
  const isCard = useIsNarrow();
  const wanted = useState(firstPlace);
  const active = Math.min(wanted[0].row, listed.count) - 1;
  const { inSight, height } = useRowsInSight(scroller, listed, heightOf(isCard), active);
  const { tick, paint } = useGridTicks(rows, selection);
  const table = useUsersTable({ view, layout, inSight, all, onTick: tick, onProtect });
  const headers = table.getLeafHeaders();
  const columns = useMemo(
    () =>
      headers
        .map(({ column }) => column)
        .filter(({ columnDef }) => !isCard || columnDef.meta?.card !== undefined),
    [headers, isCard],
  );
  const size = { rows: listed.count + 1, columns: columns.length, rowHeight: heightOf(isCard) };
  const focus = useGridFocus(scroller, wanted, size, paint);
  const drawn = useDrawnColumns(scroller, columns, focus.place.column, isCard);
  useEffect(() => {
    // Another list begins at its top.
    if (rows) scroller.current?.scrollTo({ top: 0 });
  }, [rows]);

  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const inControl = event.target instanceof HTMLInputElement || event.target instanceof HTMLButtonElement;
      if (event.key === ' ' && !inControl && active >= 0) {
        event.preventDefault();
        tick(active + 1, event.shiftKey);
      } else if (event.key === 'Enter' && !inControl && active >= 0) {
        const user = listed.at(active)?.user;
        if (user) onDetails(user);
      } else focus.onKeyDown(event);
    },
    [active, focus.onKeyDown, tick, listed, onDetails],
  );
  return (
    <div
      ref={scroller}
      className="@container min-h-0 flex-1 scroll-pt-9 scroll-pr-11 scroll-pl-10 overflow-auto overscroll-contain md:scroll-pl-56"
      style={
        {
          '--grid-columns': isCard ? cardTracks : tracksOf(columns, layout.state.columnSizing),
        } as CSSProperties
      }
    >
      <table
        {...roles.grid}
        aria-label={label}
        aria-description="Enter opens the details of a user."
        aria-rowcount={size.rows}
        aria-colcount={size.columns}
        onKeyDown={onKeyDown}
        onFocus={focus.onFocus}
        className="block w-full text-left sm:w-max sm:min-w-full"
      >
        <GridHeader
          table={table}
          columns={columns}
          tabStop={focus.place.row === 0 ? focus.place.column : null}
        />
        <tbody {...roles.rows} className="relative block" style={{ height }}>
          {table.getRowModel().rows.map((row) => (
            <GridRow
              key={row.original.row}
              row={row}
              columns={columns}
              drawn={drawn}
              tabStop={row.original.row === active + 1 ? focus.place.column : null}
              isCard={isCard}
              onDetails={onDetails}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The tracks of a card: the tick, the user, what will happen. */
const cardTracks = '2.75rem minmax(0,1fr) auto';

/**
 * The tracks of these columns. Unless the admin has set its width, the column of e-mail addresses shrinks, so that the
 * column *What will happen* fits beside the pinned columns.
 */
function tracksOf(columns: readonly UsersColumn[], widths: ColumnChoices['columnSizing']): string {
  const beside = columns.filter((column) => column.getIsPinned() || column.id === 'will');
  const room = beside.reduce((sum, column) => sum + column.getSize(), 0);
  return columns
    .map((column) =>
      column.id === 'email' && widths.email === undefined
        ? `clamp(10rem, 100cqw - ${room}px, ${trackOf(column)})`
        : trackOf(column),
    )
    .join(' ');
}

/**
 * The track of a column in the grid's layout. Columns of controls grow with the text size. The remaining width stands
 * before the column that is pinned at the end.
 */
function trackOf(column: UsersColumn): string {
  const track = column.getCanSort() ? `${column.getSize()}px` : `${column.getSize() / 16}rem`;
  return column.getIsPinned() === 'end' ? `minmax(0,1fr) ${track}` : track;
}
