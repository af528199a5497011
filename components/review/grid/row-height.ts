/** Of a row of the grid, the line under it included; in CSS pixels. */
export const rowHeight = 36;
