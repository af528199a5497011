/** A rate limit, and how it becomes known. Pure; times are in ms on one monotonic clock. */
import type { Quota } from '#lib/domain/outcome/answer';
import { type AcceptedLog, acceptedBetween } from '#lib/domain/pace/accepted-log';

/** This number of requests is allowed in each window. */
export interface Limit {
  calls: number;
  windowMs: number;
  /** Whether it comes from headers. Otherwise it was inferred from 429s. */
  fromHeaders: boolean;
  /** Whether it stays although accepted answers no longer have the header, since more than one 429 has had it. */
  lasting?: boolean;
  found?: Found;
}

/** What is known of a limit that no header names, as inferred from 429s. */
interface Found {
  /** The time when it last changed or was last met. */
  since: number;
  /** The time when it was last met, and how often in a row, with little time between. */
  metAt: number;
  met: number;
  /** The number of requests per window that Atlassian certainly accepts. */
  sure: number;
  /** The number of requests per window to which it has grown. */
  tried: number;
  /** Whether it was met where it was expected, or is high enough to be plausible. Until then it grows quickly. */
  confirmed: boolean;
  /** The share by which it grows next. */
  growth: number;
  /** Whether it was used up since then. */
  usedUp: boolean;
  /** The limit in the headers of a 429, if accepted answers did not repeat it. */
  heard?: number;
}

/** 429s without a success between them. */
export interface Refusal {
  /** The times when the first and the last of these requests began. */
  firstAt: number;
  lastAt: number;
  /** The times when the first of these answers came, and the first answer of the last round. */
  firstHeardAt: number;
  heardAt: number;
  /** The longest wait that was asked for. */
  askedMs: number;
  /** Requests that were under way together are one round. */
  rounds: number;
}

const second = 1_000;
const minute = 60_000;
/**
 * Waits and resets longer than this show that the window is longer than a second, in ms. They may be rounded up, and
 * clocks may differ.
 */
const longestOfSecond = 5_000;
/** 429s over a time longer than this show the same, in ms. */
const refusedOfSecond = 1_200;
/** Time without a 429 after which a confirmed limit is raised, in ms. */
const growsAfterMs = 150_000;
const leastGrowth = 0.02;
/** Time after which an unconfirmed limit that was used up is raised, in ms. */
const growsSoonMs = { second: 3_000, minute: 90_000 };
const leastQuickGrowth = 0.25;
/**
 * An inferred limit below this number of requests per window is doubtful, since the 429 may have had another cause. If
 * a limit was known before, half of it takes the place of this number.
 */
const few = { second: 10, minute: 60 };
/** Minimum number of accepted requests before a 429 from which a limit can be inferred. */
const tooFew = 3;
/**
 * Share by which a limit is lowered if it is met twice within a short time: it is a little too high. It is lowered by
 * twice this share the next time, and so on.
 */
const leastLess = 0.01;
/** A 429 before this share of the limit was used shows that another limit applies. */
const nearly = 0.9;
/** A request that begins within this share of the latency after another one may overtake it. */
const overtaking = 0.25;

/**
 * A limit by the minute allows at least this many requests. A run reads each account shortly before its call, so a
 * limit that is believed to allow one request would let it read for ever. If that is the limit, Atlassian refuses the
 * call, and a run gives up after some refusals.
 */
const leastOfMinute = 2;

function isLong(ms: number): boolean {
  return ms > longestOfSecond;
}

/** The limit that the headers name; null if they name none, or if it is known already. */
export function limitInHeaders(before: Limit | null, { limit: named, resetMs }: Quota): Limit | null {
  if (named === undefined || named < 1) return null;
  const windowNow = isLong(resetMs) ? Math.max(minute, resetMs - longestOfSecond) : second;
  const again = before?.found?.heard === named;
  const windowMs = before?.fromHeaders || again ? Math.max(before?.windowMs ?? 0, windowNow) : windowNow;
  const calls = atLeast(named, windowMs);
  if (before?.fromHeaders && before.calls === calls && before.windowMs === windowMs) return null;
  return { calls, windowMs, fromHeaders: true, ...(again || before?.lasting ? { lasting: true } : {}) };
}

/**
 * The limit after an accepted answer without the header (its request began at `begunAt`), although a 429 had it. It is
 * then treated like an inferred one. Null if it is too low to be a limit.
 */
export function limitWithoutHeaders(limit: Limit, begunAt: number): Limit | null {
  if (!limit.fromHeaders || limit.lasting) return limit;
  if (limit.calls < tooFew) return null;
  const found = foundAt(begunAt, { sure: limit.calls, met: 0, confirmed: false });
  return { ...limit, fromHeaders: false, found: { ...found, heard: limit.calls } };
}

/** The limit after a 429. If it had been raised, it goes back to what was certainly accepted. */
export function limitRefused(limit: Limit): Limit {
  const { found, calls } = limit;
  return found ? { ...limit, calls: Math.min(calls, found.sure) } : limit;
}

/**
 * The limit inferred from 429s, once a request is accepted again: the number accepted in the window before them. Null
 * if that is too few to infer one. An inferred limit is met again soon, in a window whose beginning is known.
 */
export function limitAfterRefusal(
  before: Limit | null,
  refusal: Refusal,
  { accepted, openedAt }: { accepted: AcceptedLog; openedAt: number | null },
): Limit | null {
  const { firstAt, lastAt, firstHeardAt, askedMs } = refusal;
  // Counts generously: too high a limit is met again and corrected, but too low a limit would stay.
  const margin = overtaking * (firstHeardAt - firstAt);
  const inWindow = (windowMs: number, within = margin) => {
    const from = Math.max(firstAt - windowMs - within, openedAt ?? Number.NEGATIVE_INFINITY);
    return atLeast(acceptedBetween(accepted, from, firstAt + within), windowMs);
  };
  const asExpected = before?.windowMs === minute && inWindow(minute) >= nearly * before.calls;
  const isMinute = isLong(askedMs) || lastAt - firstAt > refusedOfSecond || asExpected;
  const windowMs = isMinute ? minute : second;
  const counted = inWindow(windowMs);
  const exact = openedAt !== null && firstAt - openedAt < windowMs;
  const same = before?.windowMs === windowMs ? before : null;
  if (!same && !exact && counted < tooFew) return null;
  const found =
    same && !exact ? metAgain(same, { most: counted, least: inWindow(windowMs, 0) }, refusal) : null;
  const expected = same ? same.calls / 2 : few[isMinute ? 'minute' : 'second'];
  const confirmed = counted >= expected;
  const next = found ?? foundAt(lastAt, { sure: counted, met: 0, confirmed });
  return { calls: next.sure, windowMs, fromHeaders: false, found: next };
}

/**
 * What is known of a limit after it is met again. `counted` is the number of requests accepted in the window before, at
 * most and at least: those within the margin may belong to another window.
 */
function metAgain(
  { calls, windowMs, found }: Limit,
  counted: { most: number; least: number },
  refusal: Refusal,
): Found {
  const { firstAt, lastAt } = refusal;
  // The limit was being raised. Now it is known how far that was accepted.
  if (found && !found.confirmed && found.tried > calls) {
    const sure = Math.max(calls, Math.min(counted.most, found.tried - 1));
    return foundAt(lastAt, { sure, met: 0, confirmed: true });
  }
  const confirmed = counted.most >= nearly * calls;
  // A 429 long before the limit is used up says little about it.
  if (!confirmed) return foundAt(lastAt, { sure: calls, met: 0, confirmed: found?.confirmed ?? false });
  const met = found && firstAt - found.metAt < growsAfterMs ? found.met + 1 : 0;
  const less = calls - Math.ceil(calls * met * leastLess);
  const sure = counted.least >= nearly * calls ? Math.min(less, counted.least) : less;
  return foundAt(lastAt, { sure: atLeast(sure, windowMs), met, confirmed });
}

function foundAt(at: number, { sure, met, confirmed }: Pick<Found, 'sure' | 'met' | 'confirmed'>): Found {
  const growth = confirmed ? leastGrowth : leastQuickGrowth;
  return { since: at, metAt: at, met, sure, tried: sure, confirmed, growth, usedUp: false };
}

function atLeast(calls: number, windowMs: number): number {
  return Math.max(windowMs < minute ? 1 : leastOfMinute, calls);
}

/**
 * The raised limit after an accepted request that began at `begunAt`; null if it stays. An inferred limit that is used
 * up is raised now and then, faster each time, until it is met.
 */
export function limitGrown(limit: Limit, begunAt: number, usedUp: boolean): Limit | null {
  const { found, calls, windowMs } = limit;
  if (!found) return null;
  found.usedUp ||= usedUp;
  const soon = windowMs < minute ? growsSoonMs.second : growsSoonMs.minute;
  if (!found.usedUp || begunAt - found.since < (found.confirmed ? growsAfterMs : soon)) return null;
  const tried = calls + Math.max(1, Math.round(calls * found.growth));
  return {
    ...limit,
    calls: tried,
    found: { ...found, since: begunAt, sure: calls, tried, growth: 2 * found.growth, usedUp: false },
  };
}
