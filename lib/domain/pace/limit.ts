/** A rate limit, and how it becomes known. Pure; times are in ms on one monotonic clock. */
import type { Quota } from '#lib/domain/outcome/answer';
import { type AcceptedLog, acceptedBetween } from '#lib/domain/pace/accepted-log';

/** So many requests are allowed in each window. */
export interface Limit {
  calls: number;
  windowMs: number;
  /** Whether headers tell it. Otherwise it was found by being refused. */
  told: boolean;
  /** For a limit that was found: */
  found?: {
    /** When it last changed or was last met. */
    since: number;
    /** When it was last met, and how often in a row, with little time between. */
    metAt: number;
    met: number;
    /** The number of requests a window that were certainly accepted. */
    sure: number;
    /** By which share it grows next. */
    growth: number;
    /** Whether it was used up since then. */
    usedUp: boolean;
  };
}

/** 429s without a success between them. */
export interface Refusal {
  /** When the first and the last of these requests began. */
  firstAt: number;
  lastAt: number;
  /** When the first of these answers came, and the first answer of the last round. */
  firstHeardAt: number;
  heardAt: number;
  /** The longest wait that was asked for. */
  askedMs: number;
  /** Requests that were under way together are one round. */
  rounds: number;
}

const second = 1_000;
const minute = 60_000;
/** Longer waits and resets than this show that the window is no second. They may be rounded up, and clocks be wrong. */
const longestOfSecond = 5_000;
/** Refusals for longer than this show the same. */
const refusedOfSecond = 1_200;
/** A limit that was found is tried again after this time without a refusal. */
const growsAfterMs = 150_000;
const leastGrowth = 0.02;
/**
 * A limit that is met twice in a short time, in windows whose beginnings are not known, is a little too high. It is made
 * less by this share, the next time by twice this share, and so on.
 */
const leastLess = 0.01;
/** A refusal before this share of the limit was used shows that the limit is another one. */
const nearly = 0.9;
/** A request that begins within this share of a latency after another may reach Atlassian before it. */
const overtaking = 0.25;

function isLong(ms: number): boolean {
  return ms > longestOfSecond;
}

/** The limit in the headers; null if they do not name one, or if it is known already. */
export function limitTold(before: Limit | null, { limit: calls, resetMs }: Quota): Limit | null {
  if (calls === undefined || calls < 1) return null;
  const windowMs = isLong(resetMs) ? Math.max(minute, resetMs - longestOfSecond) : second;
  const longest = before?.told ? Math.max(before.windowMs, windowMs) : windowMs;
  if (before?.told && before.calls === calls && before.windowMs === longest) return null;
  return { calls, windowMs: longest, told: true };
}

/** The limit when a 429 comes: if it had grown since it was met, it goes back to what was certainly accepted. */
export function limitRefused(limit: Limit): Limit {
  const { found, calls } = limit;
  return found ? { ...limit, calls: Math.min(calls, found.sure) } : limit;
}

/** The limit that 429s showed, once a request is accepted again: what was accepted in the window before them. */
export function limitAfterRefusal(
  before: Limit | null,
  refusal: Refusal,
  { accepted, openedAt }: { accepted: AcceptedLog; openedAt: number | null },
): Limit {
  const { firstAt, lastAt, firstHeardAt, askedMs } = refusal;
  // Too high a limit is met again and corrected, but too low a limit would stay.
  const margin = overtaking * (firstHeardAt - firstAt);
  const inWindow = (windowMs: number) => {
    const from = Math.max(firstAt - windowMs - margin, openedAt ?? Number.NEGATIVE_INFINITY);
    return Math.max(1, acceptedBetween(accepted, from, firstAt + margin));
  };
  const asExpected = before?.windowMs === minute && inWindow(minute) >= nearly * before.calls;
  const isMinute = isLong(askedMs) || lastAt - firstAt > refusedOfSecond || asExpected;
  const windowMs = isMinute ? minute : second;
  const counted = inWindow(windowMs);
  const exact = openedAt !== null && firstAt - openedAt < windowMs;
  const known = before?.windowMs === windowMs && !exact ? before : null;
  const often = known?.found && firstAt - known.found.metAt < growsAfterMs;
  const met = often ? (known.found?.met ?? 0) + 1 : 0;
  const calls = known ? Math.max(1, known.calls - Math.ceil(known.calls * met * leastLess)) : counted;
  const found = { since: lastAt, metAt: lastAt, met, sure: calls, growth: leastGrowth, usedUp: false };
  return { calls, windowMs, told: false, found };
}

/**
 * The limit after a request that was accepted at this time; null if it stays. A limit that was found and is used up
 * grows now and then, faster each time, until it is met.
 */
export function limitGrown(limit: Limit, begunAt: number, usedUp: boolean): Limit | null {
  const { found, calls } = limit;
  if (!found) return null;
  found.usedUp ||= usedUp;
  if (!found.usedUp || begunAt - found.since < growsAfterMs) return null;
  const grown = calls + Math.max(1, Math.round(calls * found.growth));
  return {
    ...limit,
    calls: grown,
    found: { ...found, since: begunAt, sure: calls, growth: 2 * found.growth, usedUp: false },
  };
}
