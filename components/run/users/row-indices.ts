/** The numbers of the rows of a run's list, for screen readers: only the rows in sight are in the page. Pure. */

interface RowIndices {
  /** The number of rows: the header, the users, and the details that are open. */
  count: number;
  /** The number of a user's row, from 1. Open details have the next one. */
  of: (place: number) => number;
}

/** The numbers for the users at `rows`, positions in the plan. `open`: the positions whose details are open. */
export function rowIndices(rows: readonly number[], open: readonly number[]): RowIndices {
  const places = open.map((position) => rows.indexOf(position)).filter((place) => place !== -1);
  return {
    count: 1 + rows.length + places.length,
    of: (place) => 2 + place + places.filter((each) => each < place).length,
  };
}
