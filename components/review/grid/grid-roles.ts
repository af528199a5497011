/**
 * What the elements of the grid are to a screen reader. Said outright, because laying a table out with CSS grid
 * takes the meaning from its elements in some browsers.
 */
export const roles = {
  grid: { role: 'grid' },
  rows: { role: 'rowgroup' },
  row: { role: 'row' },
  header: { role: 'columnheader' },
  cell: { role: 'gridcell' },
} as const;
