/** The time since a user was last seen, by the file, and the spans into which the review sorts this. */
import { formatQuantity } from '#components/shared/format.ts';

const day = 86_400_000;

/**
 * Whole days from a `YYYY-MM-DD` to `now` (ms since the epoch), never below 0; Infinity for never (null);
 * NaN if the file does not say (undefined).
 */
export function daysSince(lastSeen: string | null | undefined, now: number): number {
  if (lastSeen === undefined) return Number.NaN;
  if (lastSeen === null) return Number.POSITIVE_INFINITY;
  return Math.max(0, Math.floor((now - Date.parse(`${lastSeen}T00:00:00Z`)) / day));
}

/** The spans, longest ago first. A user's code is the index in this list. `upTo`: days, inclusive. */
export const seenSpans = [
  { id: 'never', label: 'Never' },
  { id: 'year', label: 'Over a year ago' },
  { id: 'half-year', label: '181–365 days ago' },
  { id: 'quarter', label: '91–180 days ago' },
  { id: 'month', label: '31–90 days ago' },
  { id: 'recent', label: 'Within 30 days' },
  { id: 'unsaid', label: 'Not stated' },
] as const;

/** Users seen within this many days count as recently active. The confirmation names them. */
export const recentDays = 30;

/** The index in `seenSpans` for a number of days as `daysSince` gives it. */
export function seenSpan(days: number): number {
  if (Number.isNaN(days)) return 6;
  if (days === Number.POSITIVE_INFINITY) return 0;
  if (days > 365) return 1;
  if (days > 180) return 2;
  if (days > 90) return 3;
  return days > recentDays ? 4 : 5;
}

/** For a table cell: `Never`, `Today`, `1 day`, `412 days`, or a dash if the file does not say. */
export function seenText(days: number): string {
  if (Number.isNaN(days)) return '—';
  if (days === Number.POSITIVE_INFINITY) return 'Never';
  if (days === 0) return 'Today';
  return formatQuantity(days, 'day');
}

/** Text about a user seen recently: `active today`, `active 2 days ago`. */
export function activeText(days: number): string {
  if (days === 0) return 'active today';
  return days === 1 ? 'active yesterday' : `active ${days} days ago`;
}
