/** Height of a row of the grid in CSS pixels, including the line below it. */
export const rowHeight = 36;
