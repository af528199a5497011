/**
 * What the elements of the list are to a screen reader. Said outright, because laying a table out with CSS grid
 * takes the meaning from its elements in some browsers.
 */
export const roles = {
  table: { role: 'table' },
  rows: { role: 'rowgroup' },
  row: { role: 'row' },
  header: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const;
