const counts = new Intl.NumberFormat('en-GB');

/** Writes a whole number with separators: `2,391`. */
export function whole(count: number): string {
  return counts.format(count);
}
