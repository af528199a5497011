/**
 * The pace of the requests that count against one rate limit: when the next may begin, and what each answer teaches.
 * Pure; times are in ms on one monotonic clock.
 *
 * A limit is a number of requests in a window of a second or a minute. Each request counts from its beginning until a
 * window after it reached Atlassian. It got there by its answer at the latest, and the fastest answers take the least
 * time there: so it counts for a window, and for what its answer took longer than the fastest one. Then no window has
 * more requests than the limit, wherever Atlassian's windows begin. The moments of reset are not needed for that.
 */
import type { Quota } from '#lib/domain/outcome/answer';
import { type AcceptedLog, noteAccepted } from '#lib/domain/pace/accepted-log';
import {
  type Allowance,
  countedAt,
  countUntil,
  forgetBefore,
  roomUnder,
  uncount,
} from '#lib/domain/pace/allowance';
import { type Latency, newLatency, noteLatency } from '#lib/domain/pace/latency';
import {
  type Limit,
  limitAfterRefusal,
  limitGrown,
  limitInHeaders,
  limitRefused,
  limitWithoutHeaders,
  type Refusal,
} from '#lib/domain/pace/limit';
import { throttleWait } from '#lib/domain/run/backoff';

/** Knowledge about one rate limit, and the requests that count against it. */
export interface Pace {
  /** Null until headers name it, or until it is met. */
  limit: Limit | null;
  counted: Allowance;
  /** The times when the requests under way began. */
  underWay: number[];
  /** Maximum number of requests under way; its integer part counts. */
  most: number;
  /** `most` before the last 429s. Half of it is allowed again once they have shown the limit. */
  mostBefore: number;
  /** The end of the wait after the last 429. */
  holdUntil: number;
  /** Whether an answer named that time. */
  isHoldNamed: boolean;
  /** The remaining calls according to the last answer, when it came, and when they are reset; null if not known. */
  left: { calls: number; heardAt: number; resetAt: number | null } | null;
  /** Whether no 429 came after a reset so far. A reset that is cut to the minute is too early. */
  trustsResets: boolean;
  /** The latency of each kind of request: some take longer to answer than others. */
  latencies: Map<string, Latency>;
  accepted: AcceptedLog;
  /** The 429s since the last success; null if there were none. */
  refusal: Refusal | null;
  /** The time when the last 429 came; null if there was none. */
  refusedAt: number | null;
  /** The time when the first request began that was accepted after the last 429s: it opened a window. */
  openedAt: number | null;
  /** The wait that Atlassian asked for, if it is longer than Lockstep's maximum. */
  askedMs?: number;
}

/** The highest value of `Pace.most`. */
const mostUnderWay = 64;
/** A request counts this much longer than reckoned, as a share of the window and at least in ms. */
const slackShare = 0.003;
const slackMs = 2;
/** Requests that no longer count are kept for as long as the answers of later ones may take. */
const keepsMs = 60_000;

/** The state before the first request. It begins with one request at a time. */
export function newPace(): Pace {
  return {
    limit: null,
    counted: [],
    underWay: [],
    most: 1,
    mostBefore: 1,
    holdUntil: 0,
    isHoldNamed: true,
    left: null,
    trustsResets: true,
    latencies: new Map(),
    accepted: [],
    refusal: null,
    refusedAt: null,
    openedAt: null,
  };
}

/**
 * The time when one more request may begin, if `ahead` others begin before it: `now` or later. Infinity if an answer
 * must come first.
 */
export function roomAt(pace: Pace, now: number, ahead = 0): number {
  if (pace.underWay.length + ahead >= Math.floor(pace.most)) return Number.POSITIVE_INFINITY;
  return Math.max(now, pace.holdUntil, allowedAt(pace, now, ahead));
}

/**
 * The same without the limit of requests under way: the time when the rate limit and the wait allow one more request.
 */
export function allowedAt(pace: Pace, now: number, ahead = 0): number {
  const { limit, counted, left, underWay, holdUntil } = pace;
  const hold = Math.max(now, holdUntil);
  if (limit === null) return hold;
  // Atlassian counts in its own windows, and a new one may have begun. Requests under way may or may not be in `left`.
  if (left !== null && left.calls - underWay.length > ahead) return hold;
  const room = Math.max(hold, roomUnder(limit, counted, ahead, now));
  // After the reset, one request may test the limit. It helps only if the window is shorter than assumed.
  const first = pace.trustsResets && underWay.length + ahead === 0 ? (left?.resetAt ?? room) : room;
  return Math.min(room, Math.max(hold, first));
}

/**
 * Whether the end of the wait was computed: from a limit that was inferred from 429s, or after a 429 that named no
 * time.
 */
export function isReckoned({ limit, holdUntil, isHoldNamed }: Pace, now: number): boolean {
  return holdUntil > now ? !isHoldNamed : limit?.fromHeaders === false;
}

/** Notes that a request begins. */
export function begin(pace: Pace, now: number): void {
  pace.underWay.push(now);
  if (pace.limit) countUntil(pace.counted, countsUntil(pace.limit, now));
}

/** Takes back a request that began at `begunAt` and was not sent. */
export function takeBack(pace: Pace, begunAt: number): void {
  const at = pace.underWay.indexOf(begunAt);
  if (at >= 0) pace.underWay.splice(at, 1);
  if (pace.limit) uncount(pace.counted, countsUntil(pace.limit, begunAt));
}

/** An answer: when its request began, when it arrived, whether it is a 429, and its headers. */
export interface Heard {
  kind: string;
  begunAt: number;
  now: number;
  throttled: boolean;
  /** The wait that a 429 asks for; null if it names none. */
  waitMs: number | null;
  quota: Quota | undefined;
  /** A number in [0, 1) that spreads the wait. */
  random: number;
}

/**
 * Updates the pace by an answer. Returns the number of requests of other clients in Atlassian's window, as far as the
 * headers prove it.
 */
export function learn(pace: Pace, heard: Heard): number {
  const { kind, begunAt, now, throttled, quota } = heard;
  takeBack(pace, begunAt);
  const latency = pace.latencies.get(kind) ?? newLatency();
  pace.latencies.set(kind, latency);
  const late = noteLatency(latency, now - begunAt);
  const told = quota ? limitInHeaders(pace.limit, quota) : null;
  if (told) setLimit(pace, told);
  if (throttled) refuse(pace, heard);
  else accept(pace, heard);
  const { limit } = pace;
  if (!throttled && limit)
    countUntil(pace.counted, countsUntil(limit, begunAt) + Math.min(late, limit.windowMs));
  forgetBefore(pace.counted, now - keepsMs);
  if (quota) return noteQuota(pace, heard, quota);
  pace.left = null;
  return 0;
}

/**
 * Records that this many requests of other clients count until Atlassian's window ends, in `resetMs`; 0 if that is not
 * known.
 */
export function countOthers(pace: Pace, others: number, now: number, resetMs: number): void {
  const { limit, counted } = pace;
  if (limit === null) return;
  const lastMs = resetMs > 0 ? Math.min(resetMs, limit.windowMs) : limit.windowMs;
  for (let each = 0; each < others; each += 1) countUntil(counted, now + lastMs);
}

/** Drops all waits, so that one request can find out whether Atlassian still refuses. */
export function askNow(pace: Pace): void {
  pace.counted = [];
  pace.left = null;
  pace.holdUntil = 0;
  pace.refusal = null;
  if (!pace.limit?.fromHeaders) pace.limit = null;
  delete pace.askedMs;
}

/** The time until which a request that begins at `begunAt` counts, if its answer is as fast as the fastest. */
function countsUntil({ windowMs }: Limit, begunAt: number): number {
  return begunAt + windowMs + Math.max(slackMs, windowMs * slackShare);
}

function accept(pace: Pace, { begunAt, quota }: Heard): void {
  const { refusal, limit } = pace;
  if (refusal && begunAt >= refusal.heardAt) {
    if (!limit?.fromHeaders) setLimit(pace, limitAfterRefusal(limit, refusal, pace));
    pace.refusal = null;
    if (pace.limit) pace.most = Math.max(pace.most, pace.mostBefore / 2);
    pace.openedAt = begunAt;
    delete pace.askedMs;
  } else if (limit && !refusal) {
    const usedUp = countedAt(pace.counted, begunAt) >= limit.calls - 1;
    const grown = limitGrown(limit, begunAt, usedUp);
    if (grown) pace.limit = grown;
  }
  if (pace.limit && quota?.limit === undefined) setLimit(pace, limitWithoutHeaders(pace.limit, begunAt));
  noteAccepted(pace.accepted, begunAt);
  // A known limit decides how many may begin, so the number under way may rise at once.
  pace.most = Math.min(mostUnderWay, pace.most + (pace.limit && !pace.refusal ? 1 : 2 / pace.most));
}

function refuse(pace: Pace, { begunAt, now, waitMs, random, quota }: Heard): void {
  const before = pace.refusal;
  const isNew = before === null || begunAt >= before.heardAt;
  const rounds = (before?.rounds ?? 0) + (isNew ? 1 : 0);
  pace.refusal = {
    firstAt: Math.min(before?.firstAt ?? begunAt, begunAt),
    lastAt: Math.max(before?.lastAt ?? begunAt, begunAt),
    firstHeardAt: before?.firstHeardAt ?? now,
    heardAt: isNew ? now : before.heardAt,
    askedMs: Math.max(before?.askedMs ?? 0, waitMs ?? 0),
    rounds,
  };
  pace.refusedAt = now;
  if (before === null) pace.mostBefore = pace.most;
  pace.most = 1;
  if (pace.left?.resetAt && begunAt >= pace.left.resetAt) pace.trustsResets = false;
  if (pace.limit) pace.limit = limitRefused(pace.limit);
  if (isNew || waitMs !== null) {
    holdFor(pace, now + throttleWait(waitMs, rounds, random), waitMs !== null);
  }
  if (quota?.askedMs !== undefined) pace.askedMs = quota.askedMs;
}

/** Extends the wait to this time, if it is later than the end of the current wait. */
function holdFor(pace: Pace, until: number, isNamed: boolean): void {
  if (until > pace.holdUntil) pace.isHoldNamed = isNamed;
  pace.holdUntil = Math.max(pace.holdUntil, until);
}

/** Sets the limit. The requests that count against it are computed again from those of the last minute. */
function setLimit(pace: Pace, limit: Limit | null): void {
  const before = pace.limit;
  pace.limit = limit;
  if (limit === null) pace.counted = [];
  if (limit === null || before?.windowMs === limit.windowMs) return;
  pace.counted = [];
  for (const { at, count } of pace.accepted) {
    for (let each = 0; each < count; each += 1) pace.counted.push(countsUntil(limit, at));
  }
  for (const begunAt of pace.underWay) countUntil(pace.counted, countsUntil(limit, begunAt));
}

/** Stores the remaining calls. Returns the number of requests of other clients that they prove. */
function noteQuota(pace: Pace, { begunAt, now }: Heard, quota: Quota): number {
  const { limit, left } = pace;
  if (limit === null) {
    if (quota.remaining === 0) holdFor(pace, now + quota.resetMs, true);
    if (quota.remaining === 0 && quota.askedMs !== undefined) pace.askedMs = quota.askedMs;
    return 0;
  }
  // Answers may overtake each other. So a higher number of remaining calls counts only if its request began after the
  // answer with the lower number.
  const { remaining: calls } = quota;
  if (left === null || calls <= left.calls || begunAt >= left.heardAt) {
    // The moment of a reset is too inexact for windows of a second.
    const resetAt = quota.resetMs > 0 && limit.windowMs > 1_000 ? now + quota.resetMs : null;
    pace.left = { calls, heardAt: now, resetAt };
  }
  const used = (quota.limit ?? limit.calls) - quota.remaining;
  return Math.max(0, used - countedAt(pace.counted, begunAt));
}
