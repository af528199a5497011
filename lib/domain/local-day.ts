/**
 * Days in the time zone of this computer. Pages, the report to print and the names of files use it; every cell of a CSV
 * and of JSON with a time is in UTC, and says so by its `Z` or its header.
 */

/** The day of a time (ms since the epoch) in the time zone of this computer, YYYY-MM-DD. */
export function localDay(time: number): string {
  const date = new Date(time);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
