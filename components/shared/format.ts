/**
 * Numbers, spans of time and dates as the page shows them: words in English, numbers and dates as the browser's locale
 * writes them, times in the browser's time zone. Numbers within sentences of `lib/domain` are written by `whole`, for
 * the same locale.
 */
import { shownLocales, shownNumbers } from '#lib/domain/text/shown-locales';
import { whole } from '#lib/domain/text/whole';

const share = numbers({ style: 'percent', maximumFractionDigits: 0 });
const tenth = numbers({ maximumFractionDigits: 1 });
const dateTime = dates({ dateStyle: 'medium', timeStyle: 'short' });
const dateOnly = dates({ dateStyle: 'medium' });
const timeWithSeconds = dates({ timeStyle: 'medium' });
const timeOnly = dates({ timeStyle: 'short' });
const zone = dates({ timeZoneName: 'short' });
const dayOfText = dates({ dateStyle: 'long', timeZone: 'UTC' });

function numbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return new Intl.NumberFormat(shownLocales(), { ...shownNumbers, ...options });
}

/** The calendar is that of exports and reports everywhere. */
function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(shownLocales(), { ...shownNumbers, calendar: 'gregory', ...options });
}

/**
 * The date as it stands in an English sentence. In Arabic or Persian it is written from right to left: without
 * isolation, the words and numbers beside it would get between its parts.
 */
function written(format: Intl.DateTimeFormat, at: number): string {
  return isolated(format.format(at));
}

function isolated(text: string): string {
  return /[\u0590-\u08FF\u200F]/.test(text) ? `\u2068${text}\u2069` : text;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** `1,013`, or `1.013` where the browser's locale writes it so. */
export function formatCount(value: number): string {
  return whole(value);
}

/** `1 user`, `1,013 users`; the plural is `one` with an s if not given. */
export function formatQuantity(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}

/** A fraction as whole percent, `21%`. It is 0% only for none, and 100% only for all. */
export function formatShare(fraction: number): string {
  if (fraction > 0 && fraction < 0.01) return '<1%';
  if (fraction > 0.99 && fraction < 1) return '99%';
  return share.format(fraction);
}

/** A span of `ms` milliseconds: `212 ms`, `3.4 s`, `42 s`, `12 min`, `2 h 5 min`, `3 days`. */
export function formatDuration(ms: number): string {
  const span = Math.max(0, ms);
  if (span < 999.5) return `${Math.round(span)} ms`;
  if (span < 9.95 * second) return `${tenth.format(span / second)} s`;
  if (span < 59.5 * second) return `${Math.round(span / second)} s`;
  const minutes = Math.round(span / minute);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 24 * 60) {
    const rest = minutes % 60;
    return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
  }
  return formatQuantity(Math.round(span / day), 'day');
}

/**
 * How long before `now` something was (both ms since the epoch): `just now`, `12 minutes ago`, `yesterday`, `3 months
 * ago`.
 */
export function formatAgo(at: number, now: number): string {
  const span = now - at;
  // The clock was set back since. A page looks at the clock once a minute at least.
  if (span < -2 * minute) return `on ${formatDateTime(at)}`;
  if (span < 45 * second) return 'just now';
  if (span < 59.5 * minute) return `${formatQuantity(Math.max(1, Math.round(span / minute)), 'minute')} ago`;
  if (span < 23.5 * hour) return `${formatQuantity(Math.round(span / hour), 'hour')} ago`;
  const days = Math.round(span / day);
  if (days <= 1) return 'yesterday';
  if (days < 60) return `${days} days ago`;
  if (days < 730) return `${Math.round(days / 30.44)} months ago`;
  return `${Math.round(days / 365.25)} years ago`;
}

/** Date and time in the time zone of the browser: `23 Nov 2026, 14:02`. */
export function formatDateTime(at: number): string {
  return written(dateTime, at);
}

/** `23 Nov 2026`. */
export function formatDate(at: number): string {
  return written(dateOnly, at);
}

/** `14:02`. */
export function formatTime(at: number): string {
  return written(timeOnly, at);
}

/** `14:02:09`. */
export function formatClock(at: number): string {
  return written(timeWithSeconds, at);
}

/** The short name of the browser's time zone at a moment: `CET`, `GMT+1`. */
export function formatZone(at: number): string {
  return isolated(zone.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '');
}

/** A date without a time, `2024-06-05`, written out so that day and month cannot be confused: `5 June 2024`. */
export function formatDay(date: string): string {
  return written(dayOfText, Date.parse(`${date}T00:00:00Z`));
}

/** A number of bytes: `812 bytes`, `48 KB`, `3.4 MB`; 1 MB is 1,000,000 bytes, as file managers show it. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return formatQuantity(bytes, 'byte');
  if (bytes < 999_500) return `${Math.round(bytes / 1_000)} KB`;
  if (bytes < 9_950_000) return `${tenth.format(bytes / 1_000_000)} MB`;
  return `${formatCount(Math.round(bytes / 1_000_000))} MB`;
}
