/**
 * ARIA roles of the grid's elements. They are explicit because some browsers drop the meaning of table elements that
 * are laid out with CSS grid.
 */
export const roles = {
  grid: { role: 'grid' },
  rows: { role: 'rowgroup' },
  row: { role: 'row' },
  header: { role: 'columnheader' },
  cell: { role: 'gridcell' },
  /** The cell with the name of the row's user. */
  rowHeader: { role: 'rowheader' },
} as const;
