/**
 * Reads merged cells. The sheet stores their value in the first cell only. If cells of several rows are merged, each
 * row gets the value. If cells of several columns are merged, it is uncertain to which column the value belongs.
 */
import type { MergedRange } from '#lib/domain/workbook/cell-reference';
import { tooLarge } from '#lib/domain/workbook/package/fault';
import { limits } from '#lib/domain/workbook/package/limits';
import type { SheetRow } from '#lib/domain/workbook/sheet';

/**
 * Writes the value of each range into the rows with text that it covers. Gives the names of these ranges, and the
 * numbers of the rows in which columns are merged.
 */
export function fillMerged(
  rows: readonly SheetRow[],
  merges: readonly MergedRange[],
): { filled: string[]; acrossColumns: Set<number> } {
  const filled: string[] = [];
  const acrossColumns = new Set<number>();
  let work = 0;
  for (const { name, from, to } of merges) {
    const first = indexOf(rows, from.row);
    const value = rows[first]?.number === from.row ? (rows[first].cells[from.column] ?? '') : '';
    if (value === '') continue;
    let below = false;
    for (let index = first; (rows[index]?.number ?? Number.POSITIVE_INFINITY) <= to.row; index += 1) {
      const row = rows[index] as SheetRow;
      work += 1 + Math.max(0, from.column - row.cells.length);
      if (work > limits.cells) throw tooLarge('cells');
      if (to.column > from.column) acrossColumns.add(row.number);
      if (row.number === from.row) continue;
      while (row.cells.length <= from.column) row.cells.push('');
      row.cells[from.column] = value;
      below = true;
    }
    if (below) filled.push(name);
  }
  return { filled, acrossColumns };
}

/** The index of the first row with this number or a greater one. */
function indexOf(rows: readonly SheetRow[], number: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.number ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
