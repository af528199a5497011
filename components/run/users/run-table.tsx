import { type ExpandedState, FlexRender, type HeaderGroup, useTable } from '@tanstack/react-table';
import { useEffect, useState } from 'react';
import { userLabel } from '#components/run/outcomes/user-label.ts';
import { RowDetails } from '#components/run/users/row-details.tsx';
import { rowIndices } from '#components/run/users/row-indices.ts';
import {
  columnTracks,
  type RunTableFeatures,
  type RunUser,
  runColumns,
  runTableFeatures,
} from '#components/run/users/run-columns.tsx';
import { RunRow } from '#components/run/users/run-row.tsx';
import { roles } from '#components/run/users/table-roles.ts';
import { useRowsInSight } from '#components/run/users/use-rows-in-sight.ts';
import { cx } from '#components/ui/class-names.ts';
import type { PlanEntry } from '#lib/domain/plan/plan';
import type { RunState } from '#lib/domain/run/state';
import type { Decisions } from '#lib/domain/run/view/decisions';

export interface RunTableProps {
  rows: readonly number[];
  entries: readonly PlanEntry[];
  state: RunState;
  /** False if no process works on the run any more. */
  carriedOut: boolean;
  now: number;
  /** Whether the list moves with the run. It then stays at its top. */
  following: boolean;
  /** Called when the admin scrolls away, opens a row, or moves into the list by keyboard. */
  onRead: () => void;
  decisions: Decisions;
  /** The account whose details are open at first; empty for none. */
  user: string;
  /** The details of this account were opened; empty: closed. */
  onUser: (accountId: string) => void;
}

/** Height of the header in CSS pixels: `h-8`. */
export const headerHeight = 32;

/** Maximum height of the list. */
export const listHeight = 'max(24rem, 100dvh - 24rem)';

/**
 * The users of the run; only those in sight are drawn, and only they are rows of the table. `run-rows.ts` filters and
 * orders them. Arrow keys move between them.
 */
export function RunTable(props: RunTableProps) {
  const { rows, entries, state, carriedOut, now, following, onRead, decisions, user, onUser } = props;
  const { scroller, virtualizer, tabStop, setActive, move } = useRowsInSight(rows, onRead);
  const [linked] = useState(() => (user === '' ? -1 : entries.findIndex((each) => each.accountId === user)));
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the list is drawn for the first time
  useEffect(() => {
    const place = linked === -1 ? -1 : rows.indexOf(linked);
    if (place === -1) return;
    onRead();
    setActive(linked);
    virtualizer.scrollToIndex(place, { align: 'start' });
    scroller.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  useEffect(() => {
    if (following) scroller.current?.scrollTo({ top: 0 });
  }, [following, scroller]);

  // The state of the run changes in place, so the rows are created again at each rendering.
  const inSight = virtualizer.getVirtualItems().flatMap(({ index, start }): RunUser[] => {
    const entry = entries[rows[index] ?? -1];
    const label = entry && userLabel(state, entry.position, now, carriedOut);
    return entry && label ? [{ entry, label, place: index, top: start }] : [];
  });
  const table = useTable({
    features: runTableFeatures,
    columns: runColumns,
    data: inSight,
    getRowId: ({ entry }) => String(entry.position),
    getRowCanExpand: () => true,
    // A row stays open while others come into sight.
    autoResetExpanded: false,
    initialState: { expanded: linked === -1 ? {} : { [linked]: true } },
    meta: {
      tabStop,
      onToggle: (position, isOpen) => {
        onRead();
        setActive(position);
        onUser(isOpen ? (entries[position]?.accountId ?? '') : '');
      },
    },
  });

  const indices = rowIndices(rows, openPositions(table.state.expanded));

  return (
    <div
      ref={scroller}
      onScroll={(event) => {
        if (event.currentTarget.scrollTop > 24) onRead();
      }}
      className="overflow-auto overscroll-contain border-t"
      style={{ maxHeight: listHeight }}
    >
      <table
        {...roles.table}
        aria-label="Users of this run"
        aria-rowcount={indices.count}
        onKeyDown={move}
        onFocus={({ target }) => {
          // The row with the focus stays drawn when others push it out of sight.
          const position = rows[Number(target.dataset.row)];
          if (position !== undefined) setActive(position);
        }}
        className="relative block text-left"
        style={{ height: virtualizer.getTotalSize() + headerHeight }}
      >
        <Header groups={table.getHeaderGroups()} />
        {table.getRowModel().rows.map((row) => {
          const { entry } = row.original;
          return (
            <RunRow
              key={row.id}
              ref={virtualizer.measureElement}
              row={row}
              index={indices.of(row.original.place)}
              details={
                <RowDetails
                  state={state}
                  entry={entry}
                  user={state.users.at(entry.position)}
                  carriedOut={carriedOut}
                  decisions={decisions}
                />
              }
            />
          );
        })}
      </table>
    </div>
  );
}

/** The positions in the plan whose details are open, from the state of the table. */
function openPositions(expanded: ExpandedState): number[] {
  return Object.entries(expanded).flatMap(([id, isOpen]) => (isOpen ? Number(id) : []));
}

/** The names of the columns; they stay in sight while the list scrolls. */
function Header({ groups }: { groups: readonly HeaderGroup<RunTableFeatures, RunUser>[] }) {
  return (
    <thead {...roles.rows} className="sticky top-0 z-10 block h-8 border-b bg-panel">
      {groups.map(({ id, headers }) => (
        <tr
          key={id}
          {...roles.row}
          aria-rowindex={1}
          className={cx('grid h-full items-center text-xs text-ink-3', columnTracks)}
        >
          {headers.map((header) => (
            <th
              key={header.id}
              {...roles.header}
              scope="col"
              className={cx('font-normal', header.column.columnDef.meta?.header)}
            >
              <FlexRender header={header} />
            </th>
          ))}
        </tr>
      ))}
    </thead>
  );
}
