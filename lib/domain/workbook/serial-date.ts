/** Dates as spreadsheets store them: days since a first day, with the time as a fraction. */

const dayMs = 86_400_000;
/** The day before the first one. Until 29 February 1900, a day that Excel has but that never was, it is one later. */
const base1900 = Date.UTC(1899, 11, 30);
const base1904 = Date.UTC(1904, 0, 1);
const leapDay = 60;
const lastDay = 2_958_465;

/**
 * `2024-04-28`, with a time if there is one: `2024-04-28T13:05:00`; a time alone as `13:05:00`. Null for a number that
 * is no date.
 */
export function dateOfSerial(serial: number, from1904: boolean): string | null {
  const seconds = Math.round(serial * 86_400);
  const day = Math.floor(seconds / 86_400);
  const last = from1904 ? lastDay - 1_462 : lastDay;
  if (!Number.isFinite(serial) || serial < 0 || day > last) return null;
  const ms = seconds * 1000;
  if (from1904) return written(base1904 + ms, seconds);
  if (day === 0) return written(ms, seconds).slice('1970-01-01T'.length) || null;
  if (day === leapDay) return null;
  return written(base1900 + ms + (day < leapDay ? dayMs : 0), seconds);
}

function written(ms: number, seconds: number): string {
  const iso = new Date(ms).toISOString();
  return seconds % 86_400 === 0 ? iso.slice(0, 10) : iso.slice(0, 19);
}
