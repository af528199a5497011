import type { ColumnLayout } from '#components/review/columns/use-column-layout.ts';
import type { AllTick } from '#components/review/grid/users-table-features.ts';
import type { SelectionState, SelectionStore } from '#components/review/ticks/selection-store.ts';
import type { ReviewView } from '#components/review/view/use-review-view.ts';
import type { ReviewUser } from '#lib/contract/roster';

/** Properties of the grid and of the plain table: the rows, and what can be done with their users. */
export interface UsersListProps {
  label: string;
  view: ReviewView;
  layout: ColumnLayout;
  selection: SelectionStore;
  state: SelectionState;
  all: AllTick;
  onProtect: (user: ReviewUser) => void;
  onDetails: (user: ReviewUser) => void;
}
