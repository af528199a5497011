/**
 * Days in the time zone of this computer, for pages, the report to print and the names of files. All times in CSV and
 * JSON are in UTC instead, and say so by a `Z` or in their header.
 */

/** The day of a time (ms since the epoch) in the time zone of this computer, YYYY-MM-DD. */
export function localDay(time: number): string {
  const date = new Date(time);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
