/**
 * Reads last-seen cells as Atlassian writes them, which nearly all are: `3 Jan 2024`, `Never accessed`, or empty. No
 * other rule about a cell can match such a text, so a row with these alone needs fewer checks. Pure.
 */
import {
  dateText,
  daysIn,
  type LastSeenColumn,
  type LatestSeen,
  usualNever,
} from '#lib/domain/roster/cells/last-seen';

/**
 * The same as `latestSeen` if all of these cells are as Atlassian writes them; null if one is not. It avoids patterns
 * and look-ups, since files have millions of such cells.
 */
export function usualSeen(
  cells: readonly string[],
  columns: readonly LastSeenColumn[],
): Pick<LatestSeen, 'lastSeen' | 'unclearAt'> | null {
  let latest = 0;
  let saysNever = false;
  for (const { at, blankIsNever } of columns) {
    const text = cells[at] ?? '';
    const date = usualDate(text);
    if (date > latest) latest = date;
    if (date > 0) continue;
    if (text !== '' && text !== usualNever) return null;
    saysNever ||= text !== '' || blankIsNever;
  }
  if (latest === 0) return { lastSeen: saysNever ? null : undefined, unclearAt: null };
  const lastSeen = dateText(Math.floor(latest / 10_000), Math.floor(latest / 100) % 100, latest % 100);
  return { lastSeen, unclearAt: null };
}

/** Atlassian's three-letter months. Each key packs the three letters as bytes. */
const monthCodes = new Map(
  ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map(
    (name, at) => [codeOf(name, 0), at + 1] as const,
  ),
);

function codeOf(text: string, at: number): number {
  return (text.charCodeAt(at) << 16) | (text.charCodeAt(at + 1) << 8) | text.charCodeAt(at + 2);
}

const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;
const isDigit = (value: number): boolean => value >= 0 && value <= 9;

/** Reads `3 Jan 2024` as the number 20240103. Returns 0 for anything else. */
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
