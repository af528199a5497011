import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, useCallback, useEffect, useMemo, useRef } from 'react';
import { ordered } from '#components/review/columns/kept-columns.ts';
import type { ColumnTable } from '#components/review/columns/use-column-table.ts';
import { GridHeader } from '#components/review/grid/grid-header.tsx';
import { roles } from '#components/review/grid/grid-roles.ts';
import { GridRow } from '#components/review/grid/grid-row.tsx';
import { rowHeight } from '#components/review/grid/row-height.ts';
import { useDrawnColumns } from '#components/review/grid/use-drawn-columns.ts';
import { useGridFocus } from '#components/review/grid/use-grid-focus.ts';
import type { SelectionState, SelectionStore } from '#components/review/ticks/selection-store.ts';
import { useGridTicks } from '#components/review/ticks/use-grid-ticks.ts';
import { nextSort } from '#components/review/view/review-query.ts';
import type { ReviewView } from '#components/review/view/use-review-view.ts';
import { eligibilityCode } from '#components/review/who/eligibility.ts';
import type { ReviewUser } from '#lib/contract/roster';

interface Props {
  label: string;
  view: ReviewView;
  table: ColumnTable;
  selection: SelectionStore;
  state: SelectionState;
  /** The checkbox of the header: all that are listed. */
  all: { label: string; checked: boolean | 'some'; blockedBy: string | null; onTick: () => void };
  onProtect: (user: ReviewUser) => void;
  onDetails: (user: ReviewUser) => void;
}

/** The users that the view lists, of whom only those in sight are drawn. */
export function UsersGrid({ label, view, table, selection, state, all, onProtect, onDetails }: Props) {
  const { rows, query, change } = view;
  const { index, ticks } = state;
  const scroller = useRef<HTMLDivElement>(null);
  const { columnVisibility: hidden, columnOrder: order } = table.state;
  const columns = useMemo(
    () => ordered(view.columns, order).filter(({ id }) => hidden[id] !== false),
    [view.columns, hidden, order],
  );
  const { tick, paint } = useGridTicks(rows, selection);
  const size = { rows: rows.length + 1, columns: columns.length + 2 };
  const focus = useGridFocus(scroller, size, paint);
  const active = focus.place.row - 1;
  const widths = columns.map(({ id }) => table.getColumn(id)?.getSize() ?? 120);
  const drawn = useDrawnColumns(scroller, widths, focus.place.column - 1);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    // The row with the focus is drawn wherever it is, or the focus would be lost by scrolling.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), Math.max(0, active)])].sort((a, b) => a - b),
  });
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
        const user = index.users[rows[active] ?? -1];
        if (user) onDetails(user);
      } else focus.onKeyDown(event);
    },
    [active, focus.onKeyDown, tick, index, rows, onDetails],
  );
  return (
    <div
      ref={scroller}
      className="min-h-0 flex-1 scroll-pt-9 scroll-pr-11 scroll-pl-10 overflow-auto overscroll-contain md:scroll-pl-56"
      style={
        {
          '--grid-columns': `2.5rem ${widths.map((width) => `${width}px`).join(' ')} minmax(0,1fr) 2.75rem`,
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
        className="block w-max min-w-full text-left"
      >
        <GridHeader
          table={table}
          columns={columns}
          all={view.columns}
          sort={query.sort}
          onSort={({ id, kind }) => change({ ...query, sort: nextSort(query.sort, id, kind === 'seen') })}
          ticks={all}
          tabStop={focus.place.row === 0 ? focus.place.column : null}
        />
        <tbody {...roles.rows} className="relative block" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const at = rows[item.index] ?? 0;
            const user = index.users[at];
            return (
              user && (
                <GridRow
                  key={item.key}
                  row={item.index + 1}
                  user={user}
                  eligibility={eligibilityCode(index.fixed, ticks, at)}
                  days={index.days[at] ?? Number.NaN}
                  columns={columns}
                  drawn={drawn}
                  tabStop={item.index === active ? focus.place.column : null}
                  onTick={tick}
                  onProtect={onProtect}
                  onDetails={onDetails}
                />
              )
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
