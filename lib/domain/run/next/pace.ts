/**
 * Controls how many calls may be in flight: additive increase, multiplicative decrease, and the quota in the rate-limit
 * headers. Pure; times are in ms on one monotonic clock.
 */
import type { Quota } from '#lib/domain/outcome/answer';

/** What a run has learnt about its concurrency. */
export interface Pace {
  /** The admin's maximum. */
  readonly most: number;
  /** The concurrency that has worked so far; its integer part counts. */
  concurrency: number;
  /** When it was last reduced; null if never. */
  cutAt: number | null;
  /** The latest quota from Atlassian, and until when it is valid; null if there is none. */
  left: { calls: number; until: number; askedMs?: number } | null;
}

/**
 * After a 429: the number of successes per call in flight before one more is tried. So fewer than 1 % of calls fail.
 */
const successesPerTry = 200;

/** Begins with one call at a time and finds out how many Atlassian tolerates. */
export function newPace(most: number): Pace {
  return { most, concurrency: 1, cutAt: null, left: null };
}

/** The work under way: users, and requests without an answer. */
interface UnderWay {
  users: number;
  requests: number;
}

/** How many calls may be in flight; 0 if one more request could exceed Atlassian's quota. */
export function concurrencyNow(pace: Pace, now: number, { requests }: UnderWay): number {
  return hasRoom(pace, now, requests) ? Math.floor(pace.concurrency) : 0;
}

/** Maximum number of users at work: for each call in flight, the next account may be read meanwhile. */
export function usersNow(pace: Pace, now: number, { users, requests }: UnderWay): number {
  return hasRoom(pace, now, requests) ? 2 * Math.floor(pace.concurrency) : Math.max(1, users);
}

/** Atlassian's quota may or may not include the requests under way. Assume that it does not. */
function hasRoom({ left }: Pace, now: number, requests: number): boolean {
  return left === null || now >= left.until || left.calls > requests;
}

/** When the quota is renewed if it is used up; else 0. */
export function emptyUntil(pace: Pace, now: number): number {
  return pace.left?.calls === 0 && now < pace.left.until ? pace.left.until : 0;
}

/** Learns from the answer to a call that began at `begunAt`. Calls begun before a reduction do not reduce it again. */
export function learn(
  pace: Pace,
  answer: { throttled: boolean; quota?: Quota | undefined; begunAt: number; now: number },
): void {
  const { throttled, quota, begunAt, now } = answer;
  if (quota) noteLeft(pace, quota, now);
  if (!throttled) {
    const step = pace.cutAt === null ? 1 : 1 / successesPerTry;
    pace.concurrency = Math.min(pace.most, pace.concurrency + step / pace.concurrency);
  } else if (pace.cutAt === null || begunAt > pace.cutAt) {
    pace.concurrency = Math.max(1, pace.concurrency / 2);
    pace.cutAt = now;
  }
}

/** Answers may arrive out of order, so within one window the smallest quota counts. */
function noteLeft(pace: Pace, quota: Quota, now: number): void {
  const { left } = pace;
  if (left && now < left.until && quota.remaining >= left.calls) return;
  const { remaining: calls, resetMs, askedMs } = quota;
  pace.left = { calls, until: now + resetMs, ...(askedMs === undefined ? {} : { askedMs }) };
}
