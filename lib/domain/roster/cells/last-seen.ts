/** Reads the last-seen dates of exports. An ambiguous date is read only in the order that the admin has chosen. */
import {
  type DateOrder,
  type EitherDates,
  inOrder,
  laterDate,
  type TwoReadings,
} from '#lib/domain/roster/cells/date-order';
import { foldedText } from '#lib/domain/text/folded-text';

/**
 * The content of one cell: `YYYY-MM-DD`; null for never; `blank` for an empty cell; `ambiguous` for a date such as
 * 03/01/2024, which is March in one country and January in another; `unclear` for any other text. `order`: the date can
 * be read in this order only, although it is written like an ambiguous one.
 */
type LastSeenCell =
  | { said: 'date'; date: string; order?: DateOrder }
  | ({ said: 'ambiguous' } & TwoReadings)
  | { said: 'never' | 'blank' | 'unclear' };

/** The beginnings of month names, without accents: English, German, French, Spanish, Portuguese, Italian, Dutch. */
const monthWords: readonly string[][] = [
  ['jan', 'ene', 'gen'],
  ['feb', 'fev'],
  ['mar', 'mrz', 'maerz', 'maa'],
  ['apr', 'avr', 'abr'],
  ['may', 'mai', 'mag', 'mei', 'maj'],
  ['jun', 'juin', 'giu'],
  ['jul', 'juil', 'lug'],
  ['aug', 'aou', 'ago'],
  ['sep', 'set'],
  ['oct', 'okt', 'ott', 'out'],
  ['nov'],
  ['dec', 'dez', 'dic'],
];
const time =
  '(?:,?[T ]+\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?: ?[AP]M)?(?:Z| ?UTC| ?[+-]\\d{2}:?\\d{2})?)?$';
const iso = new RegExp(`^(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})${time}`, 'i');
/** Dates with full stops have the day first. */
const dotted = new RegExp(`^(\\d{1,2})\\. ?(\\d{1,2})\\. ?(\\d{4}|\\d{2})${time}`, 'i');
const slashed = new RegExp(`^(\\d{1,2})[/-](\\d{1,2})[/-](\\d{4}|\\d{2})${time}`, 'i');
/**
 * Atlassian writes `3 Jan 2024` [CODE]; Excel saves that as `3-Jan-24`, or in its own language. The century is this
 * one, since Atlassian is younger.
 */
const written = new RegExp(`^(\\d{1,2})\\.?[ -]?(\\p{L}{3,12})\\.?[ -]?(\\d{4}|\\d{2})${time}`, 'iu');
const monthFirst = new RegExp(`^(\\p{L}{3,12})\\.? (\\d{1,2}),? (\\d{4})${time}`, 'iu');
const neverWords =
  /^(?:never(?: accessed| logged in| active)?|nie(?: zugegriffen| angemeldet)?|jamais|nunca)$/i;
/** The text of old exports for users whose last date they do not have [DOC]. */
const longAgo = /^not active in the last \d+ days$/i;

/** Atlassian's text in place of a date [CODE]. */
export const usualNever = 'Never accessed';

const never: LastSeenCell = { said: 'never' };
const blank: LastSeenCell = { said: 'blank' };
const unclear: LastSeenCell = { said: 'unclear' };

/**
 * Reads one cell of a last-seen column whose dates have this order. The result is never `ambiguous` if there is one.
 */
export function readSeenIn(cell: string, order: DateOrder | undefined): LastSeenCell {
  const read = readLastSeen(cell);
  return read.said === 'ambiguous' && order !== undefined
    ? { said: 'date', date: inOrder(read, order) }
    : read;
}

/** Reads one cell of a last-seen column: a date in a known form (a time may follow), `Never accessed`, or empty. */
export function readLastSeen(cell: string): LastSeenCell {
  if (cell === '') return blank;
  if (cell === usualNever) return never;
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
  if (text === '' || text === 'NaN' || longAgo.test(text)) return blank;
  if (neverWords.test(text)) return never;
  const byYear = iso.exec(text);
  if (byYear) return dateOf(Number(byYear[1]), Number(byYear[2]), Number(byYear[3]));
  const byDay = dotted.exec(text);
  if (byDay) return dateOf(yearOf(byDay[3]), Number(byDay[2]), Number(byDay[1]));
  const byWord = written.exec(text);
  if (byWord) return dateOf(yearOf(byWord[3]), monthOf(byWord[2]), Number(byWord[1]));
  const byMonth = monthFirst.exec(text);
  if (byMonth) return dateOf(yearOf(byMonth[3]), monthOf(byMonth[1]), Number(byMonth[2]));
  const either = slashed.exec(text);
  return either ? readEither(Number(either[1]), Number(either[2]), yearOf(either[3])) : unclear;
}

/** A date whose day may be first or second: certain if only one of the two can be a month, or if both are the same. */
function readEither(first: number, second: number, year: number): LastSeenCell {
  if (first === second) return dateOf(year, second, first);
  if (first > 12) return inOnly('day-first', dateOf(year, second, first));
  if (second > 12) return inOnly('month-first', dateOf(year, first, second));
  if (first < 1 || second < 1) return unclear;
  return {
    said: 'ambiguous',
    dayFirst: dateText(year, second, first),
    monthFirst: dateText(year, first, second),
  };
}

const inOnly = (order: DateOrder, cell: LastSeenCell): LastSeenCell =>
  cell.said === 'date' ? { ...cell, order } : cell;

const yearOf = (text = ''): number => Number(text.length === 2 ? `20${text}` : text);

/** The number of a month by its name; 0 if it is none. */
function monthOf(name = ''): number {
  const word = foldedText(name);
  return monthWords.findIndex((words) => words.some((each) => word.startsWith(each))) + 1;
}

function dateOf(year: number, month: number, day: number): LastSeenCell {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return unclear;
  return { said: 'date', date: dateText(year, month, day) };
}

/** The day as YYYY-MM-DD. */
export function dateText(year: number, month: number, day: number): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** The number of days of a month, which is 1 for January. */
export function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** A last-seen column: the index of its cell, and whether an empty cell means never. */
export interface LastSeenColumn {
  at: number;
  blankIsNever: boolean;
}

/** The result for one user over all last-seen columns. */
export interface LatestSeen {
  /** `YYYY-MM-DD`; null if the file says never; undefined if it does not say, or if one of its dates is not known. */
  lastSeen: string | null | undefined;
  /** The index of a cell that is no date; null if there is none. */
  unclearAt: number | null;
  /** The dates that wait for an answer; absent if there are none, or if another cell is unclear. */
  eitherDates?: EitherDates;
}

/** Finds when a user was last seen, over all columns. */
export function latestSeen(cells: readonly string[], columns: readonly LastSeenColumn[]): LatestSeen {
  let lastSeen: string | null | undefined;
  let either: EitherDates['dates'] | null = null;
  for (const { at, blankIsNever } of columns) {
    const cell = readLastSeen(cells[at] ?? '');
    if (cell.said === 'unclear') return { lastSeen: undefined, unclearAt: at };
    if (cell.said === 'ambiguous') {
      either ??= [];
      either.push({ column: at, dayFirst: cell.dayFirst, monthFirst: cell.monthFirst });
    } else if (cell.said === 'date') lastSeen = laterDate(lastSeen, cell.date);
    else if (cell.said === 'never' || blankIsNever) lastSeen ??= null;
  }
  if (either === null) return { lastSeen, unclearAt: null };
  return { lastSeen: undefined, unclearAt: null, eitherDates: { dates: either, beside: lastSeen } };
}
