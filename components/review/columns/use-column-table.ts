import {
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useEffect, useMemo, useRef, useState } from 'react';
import { choicesOf, keptOf } from '#components/review/columns/kept-columns.ts';
import type { ReviewColumn } from '#components/review/columns/review-columns.ts';
import type { KeptColumns } from '#lib/contract/preferences';
import type { ReviewUser } from '#lib/contract/roster';

const features = tableFeatures({
  columnOrderingFeature,
  columnSizingFeature,
  columnResizingFeature,
  columnVisibilityFeature,
});
const helper = createColumnHelper<typeof features, ReviewUser>();
// Rows are not the table's business: 100,000 row objects would be made to show 30 of them.
const noRows: ReviewUser[] = [];

/**
 * The columns of the review as a table without rows: it knows their order and widths, and which of them are shown. It
 * begins with `kept`, and `keep` hears of every change.
 */
export function useColumnTable(
  columns: readonly ReviewColumn[],
  kept: KeptColumns | null,
  keep: (columns: KeptColumns) => void,
) {
  const definitions = useMemo(
    () =>
      helper.columns(
        columns.map(({ id, header, kind, width }) =>
          helper.display({
            id,
            header,
            size: width,
            minSize: 72,
            maxSize: 900,
            enableHiding: kind !== 'name' && kind !== 'will',
          }),
        ),
      ),
    [columns],
  );
  const [initialState] = useState(() => choicesOf(kept, columns));
  const table = useTable({
    features,
    columns: definitions,
    data: noRows,
    columnResizeMode: 'onChange',
    initialState,
  });
  const { columnVisibility, columnSizing, columnOrder } = table.state;
  const chosen = useRef(initialState);
  useEffect(() => {
    const { current } = chosen;
    const isSame =
      current.columnVisibility === columnVisibility &&
      current.columnSizing === columnSizing &&
      current.columnOrder === columnOrder;
    if (isSame) return;
    chosen.current = { columnVisibility, columnSizing, columnOrder };
    keep(keptOf(columns, chosen.current));
  }, [columns, keep, columnVisibility, columnSizing, columnOrder]);
  return table;
}

export type ColumnTable = ReturnType<typeof useColumnTable>;
