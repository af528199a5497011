/** Reads the last-seen dates of exports. An ambiguous date is not read. */

/**
 * The content of one cell: `YYYY-MM-DD`; null for never; `blank` for an empty cell; `unclear` for any other text, such
 * as 03/01/2024, which is March in one country and January in another.
 */
type LastSeenCell = { said: 'date'; date: string } | { said: 'never' | 'blank' | 'unclear' };

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.]*(?:Z| ?UTC|[+-]\d{2}:?\d{2})?)?$/;
/**
 * Atlassian writes `3 Jan 2024` [CODE]; Excel saves that as `3-Jan-24`. The century is this one, since Atlassian is
 * younger.
 */
const written = /^(\d{1,2})[ -]([A-Za-z]{3})[ -](\d{4}|\d{2})$/;

const never: LastSeenCell = { said: 'never' };
const blank: LastSeenCell = { said: 'blank' };
const unclear: LastSeenCell = { said: 'unclear' };

/** Reads one cell of a last-seen column: `3 Jan 2024`, `2024-01-03` (a time may follow), `Never accessed`, or empty. */
export function readLastSeen(cell: string): LastSeenCell {
  if (cell === '') return blank;
  if (cell === 'Never accessed') return never;
  const known = readBefore.get(cell);
  if (known) return known;
  const read = readText(cell.trim());
  if (cell.length <= longestKept && readBefore.size < mostKept) readBefore.set(cell, read);
  return read;
}

/**
 * Cache: a file has millions of dates but hardly a thousand different ones. Only short texts are kept, since a long one
 * may be a slice that keeps its file's whole text in memory.
 */
const readBefore = new Map<string, LastSeenCell>();
const longestKept = 12;
const mostKept = 10_000;

function readText(text: string): LastSeenCell {
  if (text === '' || text === 'NaN') return blank;
  if (/^never(?: accessed| logged in)?$/i.test(text)) return never;
  const [, isoYear, isoMonth, isoDay] = iso.exec(text) ?? [];
  if (isoYear && isoMonth && isoDay) return dateOf(Number(isoYear), Number(isoMonth), Number(isoDay));
  const [, day, month, year] = written.exec(text) ?? [];
  if (!day || !month || !year) return unclear;
  return dateOf(
    Number(year.length === 2 ? `20${year}` : year),
    months.indexOf(month.toLowerCase()) + 1,
    Number(day),
  );
}

function dateOf(year: number, month: number, day: number): LastSeenCell {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return unclear;
  return { said: 'date', date: dateText(year, month, day) };
}

function dateText(year: number, month: number, day: number): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** Atlassian's three-letter months. Each key packs the three letters as bytes. */
const monthCodes = new Map(
  months.map((name, at) => {
    const written = name.charAt(0).toUpperCase() + name.slice(1);
    return [codeOf(written, 0), at + 1] as const;
  }),
);

function codeOf(text: string, at: number): number {
  return (text.charCodeAt(at) << 16) | (text.charCodeAt(at + 1) << 8) | text.charCodeAt(at + 2);
}

const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;
const isDigit = (value: number): boolean => value >= 0 && value <= 9;

/**
 * Reads `3 Jan 2024` as the number 20240103. It avoids a regular expression, since files have millions of dates.
 * Returns 0 for anything else, which `readLastSeen` then reads; both agree on every text that this function reads.
 */
function usualDate(text: string): number {
  const days = text.length - 9;
  if (days !== 1 && days !== 2) return 0;
  const tens = days === 2 ? digit(text, 0) : 0;
  const ones = digit(text, days - 1);
  const a = digit(text, days + 5);
  const b = digit(text, days + 6);
  const c = digit(text, days + 7);
  const d = digit(text, days + 8);
  const month = monthCodes.get(codeOf(text, days + 1));
  if (month === undefined || text.charCodeAt(days) !== 32 || text.charCodeAt(days + 4) !== 32) return 0;
  if (!(isDigit(tens) && isDigit(ones) && isDigit(a) && isDigit(b) && isDigit(c) && isDigit(d))) return 0;
  const year = a * 1000 + b * 100 + c * 10 + d;
  const day = tens * 10 + ones;
  return day < 1 || day > daysIn(year, month) || year === 0 ? 0 : year * 10_000 + month * 100 + day;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** A last-seen column: the index of its cell, and whether an empty cell means never. */
export interface LastSeenColumn {
  at: number;
  blankIsNever: boolean;
}

/**
 * When a user was last seen, over all columns: `YYYY-MM-DD`; null if the file says never; undefined if it does not say.
 * One unclear cell (its index is `unclearAt`) makes the result undefined, since the latest date is then not known.
 */
export function latestSeen(
  cells: readonly string[],
  columns: readonly LastSeenColumn[],
): { lastSeen: string | null | undefined; unclearAt: number | null } {
  let lastSeen: string | null | undefined;
  let latest = 0;
  for (const { at, blankIsNever } of columns) {
    const text = cells[at] ?? '';
    const fast = usualDate(text);
    if (fast > 0) {
      if (fast > latest) latest = fast;
      continue;
    }
    const cell = readLastSeen(text);
    if (cell.said === 'unclear') return { lastSeen: undefined, unclearAt: at };
    if (cell.said === 'date') {
      if (lastSeen === undefined || lastSeen === null || cell.date > lastSeen) lastSeen = cell.date;
    } else if (cell.said === 'never' || blankIsNever) lastSeen ??= null;
  }
  if (latest > 0) {
    const date = dateText(Math.floor(latest / 10_000), Math.floor(latest / 100) % 100, latest % 100);
    if (typeof lastSeen !== 'string' || date > lastSeen) lastSeen = date;
  }
  return { lastSeen, unclearAt: null };
}
