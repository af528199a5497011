/** Names of cells: `C7` is the third column of row 7. Columns count from 0, rows from 1. */
import { damaged } from '#lib/domain/workbook/package/fault';

/** The size of a sheet in Excel. */
const mostRows = 1_048_576;
const mostColumns = 16_384;

/** A cell, or the corner of a range. */
interface CellPlace {
  column: number;
  row: number;
}

/** A range of merged cells, with its name such as `B2:B4`. */
export interface MergedRange {
  name: string;
  from: CellPlace;
  to: CellPlace;
}

/** The place of a name such as `C7`. Throws a `WorkbookProblem` for any other text. */
export function placeOf(name: string): CellPlace {
  let column = 0;
  let at = 0;
  for (let code = name.charCodeAt(0); code >= 65 && code <= 90 && at < 4; code = name.charCodeAt(at)) {
    column = column * 26 + code - 64;
    at += 1;
  }
  const row = Number(name.slice(at));
  if (column < 1 || column > mostColumns || !isRow(row)) throw damaged('a cell has no place in a sheet');
  return { column: column - 1, row };
}

/** Whether a sheet can have a row of this number. */
export const isRow = (row: number): boolean => Number.isInteger(row) && row >= 1 && row <= mostRows;

/** Whether a sheet can have a column of this index. */
export const isColumn = (column: number): boolean => column >= 0 && column < mostColumns;

/** The letters of a column: `A` for 0, `AB` for 27. */
export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

/** The name of a cell. */
export const cellName = ({ column, row }: CellPlace): string => `${columnName(column)}${row}`;
