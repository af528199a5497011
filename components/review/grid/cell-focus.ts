import { createContext, use } from 'react';

/** A cell of the grid: row 0 is the header, column 0 the ticks. */
export interface GridPlace {
  row: number;
  column: number;
}

/** The name by which a cell is found in the page again, once the list has drawn it. */
export const placeName = ({ row, column }: GridPlace): string => `${row}:${column}`;

/** Attributes of the focusable element of a cell: arrow keys move to it, and the Tab key if it is the tab stop. */
interface CellFocus {
  'data-place': string;
  tabIndex: number;
}

/** The focus of the cell in this column; `tabStop` is the column that has the tab stop of this row. */
export function cellFocus(place: GridPlace, tabStop: number | null): CellFocus {
  return { 'data-place': placeName(place), tabIndex: tabStop === place.column ? 0 : -1 };
}

/** Passes the focus attributes of a cell to the control in it. */
export const ControlFocus = createContext<CellFocus>({ 'data-place': '', tabIndex: -1 });

/** The focus attributes for a control, from the cell in which it stands. */
export const useControlFocus = (): CellFocus => use(ControlFocus);
