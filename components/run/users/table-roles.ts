/**
 * ARIA roles of the table's elements. They are explicit because some browsers drop the meaning of table elements that
 * are laid out with CSS grid.
 */
export const roles = {
  table: { role: 'table' },
  rows: { role: 'rowgroup' },
  row: { role: 'row' },
  header: { role: 'columnheader' },
  cell: { role: 'cell' },
  /** The cell that says whose row it is. */
  rowHeader: { role: 'rowheader' },
} as const;
