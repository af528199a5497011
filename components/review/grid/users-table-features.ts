/** The parts of the table library that the grid uses, and what its columns and its table carry. */
import {
  type Column,
  columnFilteringFeature,
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  metaHelper,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table';
import type { ListedUser } from '#components/review/view/listed-users.ts';
import type { ReviewUser } from '#lib/contract/roster';

interface UsersColumnMeta {
  /** Classes of the column's cells, and of its header. */
  cell?: string;
  header?: string;
  /** Classes of a cell in a card. A column without them has no place there. */
  card?: string;
  /** Whether a cell holds a control that takes the focus in its place. */
  hasControl?: (listed: ListedUser) => boolean;
  /** Whether its header holds one. */
  hasHeaderControl?: boolean;
}

/** The checkbox for all listed users. */
export interface AllTick {
  label: string;
  checked: boolean | 'some';
  blockedBy: string | null;
  onTick: () => void;
}

interface UsersTableMeta {
  all: AllTick;
  onTick: (row: number, shift: boolean) => void;
  onProtect: (user: ReviewUser) => void;
}

export const usersTableFeatures = tableFeatures({
  columnFilteringFeature,
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnResizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
  columnMeta: metaHelper<UsersColumnMeta>(),
  tableMeta: metaHelper<UsersTableMeta>(),
});
export type UsersTableFeatures = typeof usersTableFeatures;
/** A column of the grid, with its state. */
export type UsersColumn = Column<UsersTableFeatures, ListedUser, unknown>;
