/** The time when each user was last seen in one product on one site, instead of anywhere. */
import type { ReviewColumn } from '#components/review/columns/review-columns.ts';
import { daysSince, seenSpan } from '#components/review/who/last-seen.ts';
import type { ReviewIndex } from '#components/review/who/review-index.ts';
import type { DateOrder } from '#lib/domain/roster/cells/date-order';
import { readSeenIn } from '#lib/domain/roster/cells/last-seen';

interface SeenIn {
  /** Results of `daysSince`. */
  days: Float64Array;
  /** Index in `seenSpans`. */
  seen: Uint8Array;
}

/** Reads the cells of a last-seen column, or of all of them if `column` is null. `now` in ms since the epoch. */
export function seenIn(index: ReviewIndex, column: ReviewColumn | null, now: number): SeenIn {
  if (column === null || column.cell === null) return index;
  const { cell, order } = column;
  const known = new Map<string, number>();
  const days = Float64Array.from(index.users, ({ cells }) => {
    const text = cells[cell] ?? '';
    let ago = known.get(text);
    if (ago === undefined) {
      ago = daysIn(text, order, now);
      known.set(text, ago);
    }
    return ago;
  });
  return { days, seen: Uint8Array.from(days, seenSpan) };
}

function daysIn(text: string, order: DateOrder | undefined, now: number): number {
  const cell = readSeenIn(text, order);
  if (cell.said === 'date') return daysSince(cell.date, now);
  return cell.said === 'never' ? daysSince(null, now) : Number.NaN;
}
