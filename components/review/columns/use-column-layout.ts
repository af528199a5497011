import { functionalUpdate, type OnChangeFn } from '@tanstack/react-table';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import {
  type ColumnChoices,
  choicesOf,
  keptOf,
  noChoices,
  withinBounds,
} from '#components/review/columns/kept-columns.ts';
import type { ReviewColumn } from '#components/review/columns/review-columns.ts';
import type { KeptColumns } from '#lib/contract/preferences';

/** The column state of the grid's table. It is held above the table, since the menu of the columns needs it, too. */
export interface ColumnLayout {
  state: ColumnChoices;
  onColumnVisibilityChange: OnChangeFn<ColumnChoices['columnVisibility']>;
  onColumnSizingChange: OnChangeFn<ColumnChoices['columnSizing']>;
  onColumnOrderChange: OnChangeFn<ColumnChoices['columnOrder']>;
  /** Restores the default columns. */
  reset: () => void;
}

/** The layout of the columns, at first as it was stored. Calls `keep` with every change. */
export function useColumnLayout(
  columns: readonly ReviewColumn[],
  kept: KeptColumns | null,
  keep: (columns: KeptColumns) => void,
): ColumnLayout {
  const [state, setState] = useState(() => choicesOf(kept, columns));
  const last = useRef(state);
  useEffect(() => {
    if (last.current === state) return;
    last.current = state;
    keep(keptOf(columns, state));
  }, [columns, keep, state]);
  const reset = useCallback(() => setState(noChoices), []);
  return useMemo(
    () => ({
      state,
      onColumnVisibilityChange: (updater) =>
        setState((now) => ({ ...now, columnVisibility: functionalUpdate(updater, now.columnVisibility) })),
      onColumnSizingChange: (updater) =>
        setState((now) => ({
          ...now,
          columnSizing: withinBounds(functionalUpdate(updater, now.columnSizing)),
        })),
      onColumnOrderChange: (updater) =>
        setState((now) => ({ ...now, columnOrder: functionalUpdate(updater, now.columnOrder) })),
      reset,
    }),
    [state, reset],
  );
}
