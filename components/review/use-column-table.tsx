import {
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useEffect, useMemo, useState } from 'react';
import { readColumns, writeColumns } from '#lib/browser/review/kept-columns';
import type { ReviewColumn } from '#lib/browser/review/review-columns';
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

/** The columns of the review as a table without rows: it keeps their order and widths, and which of them are shown. */
export function useColumnTable(columns: readonly ReviewColumn[]) {
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
  const [initialState] = useState(() => readColumns(store(), columns));
  const table = useTable({
    features,
    columns: definitions,
    data: noRows,
    columnResizeMode: 'onChange',
    initialState,
  });
  const { columnVisibility, columnSizing, columnOrder } = table.state;
  useEffect(() => {
    writeColumns(store(), columns, { columnVisibility, columnSizing, columnOrder });
  }, [columns, columnVisibility, columnSizing, columnOrder]);
  return table;
}

/** Undefined where the browser allows no store. */
function store(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

export type ColumnTable = ReturnType<typeof useColumnTable>;
