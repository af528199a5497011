/** The table of the review: what the library keeps, and what the index of the users answers in its place. */
import { functionalUpdate, type SortingState, useTable } from '@tanstack/react-table';
import { useMemo } from 'react';
import { columnDefinitions, pinnedColumns } from '#components/review/columns/column-definitions.tsx';
import type { ColumnLayout } from '#components/review/columns/use-column-layout.ts';
import { type AllTick, usersTableFeatures } from '#components/review/grid/users-table-features.ts';
import type { ListedUser } from '#components/review/view/listed-users.ts';
import type { Sort } from '#components/review/view/review-query.ts';
import type { ReviewView } from '#components/review/view/use-review-view.ts';
import type { ReviewUser } from '#lib/contract/roster';

interface Parts {
  view: ReviewView;
  layout: ColumnLayout;
  /** The users in sight. */
  inSight: ListedUser[];
  all: AllTick;
  onTick: (row: number, shift: boolean) => void;
  onProtect: (user: ReviewUser) => void;
}

/**
 * The table has the users in sight as its rows. The index of the review (`view/`) searches, filters and sorts the
 * roster as a server would: for 100,000 users the row models of the library take 0.2 to 1.6 seconds (decision 12). The
 * ticks are in the selection store and not the library's row selection, an object with 100,000 keys that is copied at
 * each tick.
 */
export function useUsersTable({ view, layout, inSight, all, onTick, onProtect }: Parts) {
  const { columns, query, change } = view;
  const definitions = useMemo(() => columnDefinitions(columns), [columns]);
  const sorting = sortingOf(query.sort);
  return useTable({
    features: usersTableFeatures,
    columns: definitions,
    data: inSight,
    getRowId: ({ user }) => String(user.position),
    initialState: { columnPinning: pinnedColumns },
    state: { ...layout.state, sorting },
    onColumnVisibilityChange: layout.onColumnVisibilityChange,
    onColumnSizingChange: layout.onColumnSizingChange,
    onColumnOrderChange: layout.onColumnOrderChange,
    onSortingChange: (updater) => change({ ...query, sort: sortOf(functionalUpdate(updater, sorting)) }),
    columnResizeMode: 'onChange',
    manualFiltering: true,
    manualSorting: true,
    enableMultiSort: false,
    meta: { all, onTick, onProtect },
  });
}

export type UsersTable = ReturnType<typeof useUsersTable>;

function sortingOf(sort: Sort | null): SortingState {
  return sort ? [{ id: sort.column, desc: sort.descending }] : [];
}

function sortOf([first]: SortingState): Sort | null {
  return first ? { column: first.id, descending: first.desc } : null;
}
