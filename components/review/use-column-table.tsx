import {
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import type { ReviewColumn } from '#lib/browser/review/review-columns';
import type { ReviewUser } from '#lib/contract';

const features = tableFeatures({ columnSizingFeature, columnResizingFeature, columnVisibilityFeature });
const helper = createColumnHelper<typeof features, ReviewUser>();
// Rows are not the table's business: 100,000 row objects would be made to show 30 of them.
const noRows: ReviewUser[] = [];

/** The columns of the review as a table without rows: it keeps their widths and which of them are shown. */
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
  return useTable({ features, columns: definitions, data: noRows, columnResizeMode: 'onChange' });
}

export type ColumnTable = ReturnType<typeof useColumnTable>;
