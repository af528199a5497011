import { createContext, use } from 'react';

/** A cell of the grid: row 0 is the header, column 0 the ticks. */
export interface GridPlace {
  row: number;
  column: number;
}

/** The name by which a cell is found in the page again, once the list has drawn it. */
export const placeName = ({ row, column }: GridPlace): string => `${row}:${column}`;

/** Attributes that make an element the grid's at a place: arrow keys lead to it, and Tab where it is the tab stop. */
interface CellFocus {
  'data-place': string;
  tabIndex: number;
}

/** The focus of the cell in this column; `tabStop` is the column that has the tab stop of this row. */
export function cellFocus(place: GridPlace, tabStop: number | null): CellFocus {
  return { 'data-place': placeName(place), tabIndex: tabStop === place.column ? 0 : -1 };
}

/** Hands the focus of a cell on to the control in it. */
export const ControlFocus = createContext<CellFocus>({ 'data-place': '', tabIndex: -1 });

/** The focus of the cell that this control stands in. */
export const useControlFocus = (): CellFocus => use(ControlFocus);
