/** Reads from the headers how long to wait, and how many calls are left. */
import type { Quota } from '#lib/domain/outcome/answer';

/** The longest single wait of a run, in milliseconds: one hour. */
export const maxWaitMs = 3_600_000;

type Headers = Readonly<Record<string, string>>;

/**
 * How long a run waits after an answer, in ms. `askedMs` is what the answer asked for, if that is more than
 * `maxWaitMs`.
 */
interface AskedWait {
  waitMs: number;
  askedMs?: number;
}

/**
 * The wait in `Retry-After` (seconds or an HTTP date) or else in `X-RateLimit-Reset`, at most an hour. The latter is an
 * ISO date-time [SPEC]; epoch seconds, epoch milliseconds and plain seconds are accepted too [INFER]. `now` is the
 * server's time when the answer arrived (`ServerClock`), in epoch ms. Null if no wait is named, or if its end has
 * passed: a reset was seen that is cut to the minute [CODE].
 */
export function askedWait(headers: Headers, now: number): AskedWait | null {
  for (const wait of [retryAfter(headers['retry-after'], now), resetAt(headers['x-ratelimit-reset'], now)]) {
    if (wait !== null && wait > 0) return atMost(wait);
  }
  return null;
}

/** The quota in the `X-RateLimit` headers, in any of the forms above; undefined if they have none. `now` as above. */
export function quotaOf(headers: Headers, now: number): Quota | undefined {
  const remaining = plainNumber(headers['x-ratelimit-remaining']);
  const wait = resetAt(headers['x-ratelimit-reset'], now);
  if (remaining === null || wait === null) return undefined;
  const limit = plainNumber(headers['x-ratelimit-limit']);
  const { waitMs: resetMs, ...asked } = atMost(Math.max(0, wait));
  return {
    ...(limit === null ? {} : { limit: Math.floor(limit) }),
    remaining: Math.floor(remaining),
    resetMs,
    ...asked,
  };
}

function atMost(wait: number): AskedWait {
  const asked = Math.min(Math.ceil(wait), Number.MAX_SAFE_INTEGER);
  return asked > maxWaitMs ? { waitMs: maxWaitMs, askedMs: asked } : { waitMs: asked };
}

function retryAfter(text: string | undefined, from: number): number | null {
  const seconds = plainNumber(text);
  if (seconds !== null) return seconds * 1_000;
  const date = epochOfDate(text);
  return date === null ? null : date - from;
}

function resetAt(text: string | undefined, from: number): number | null {
  const number = plainNumber(text);
  if (number === null) {
    const date = epochOfDate(text);
    return date === null ? null : date - from;
  }
  if (number >= 1e11) return number - from;
  return number >= 1e9 ? number * 1_000 - from : number * 1_000;
}

function plainNumber(text: string | undefined): number | null {
  return text !== undefined && /^\s*\d{1,40}(?:\.\d{1,9})?\s*$/.test(text) ? Number(text) : null;
}

/** The three forms of a date in HTTP; the one of asctime has no zone. Such a date is always in GMT. */
const httpForm = /^\s*(?:[a-z]{3,9}, |[a-z]{3} [a-z]{3} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}\s*$)/i;
const zoned = /(?:[a-z]{1,4}|[+-]\d{4})\s*$/i;

/** The date with its zone; empty if it has another form. */
function httpDate(text: string): string {
  if (!httpForm.test(text)) return '';
  return zoned.test(text) ? text : `${text} GMT`;
}

/**
 * Parses an HTTP or ISO date into ms since the epoch. Other texts are refused, since `Date.parse` accepts almost
 * anything.
 */
export function epochOfDate(text: string | undefined): number | null {
  if (text === undefined) return null;
  const iso =
    /^\s*(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)\d*(Z|[+-]\d{2}:?\d{2})?\s*$/.exec(text);
  // A date-time without a zone is UTC [SPEC]; Date.parse would read it as local time.
  const epoch = Date.parse(iso ? `${iso[1]}T${iso[2]}${iso[3] ?? 'Z'}` : httpDate(text));
  return Number.isNaN(epoch) ? null : epoch;
}
