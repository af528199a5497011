/**
 * How many calls may be in flight: additive increase, multiplicative decrease, and what the rate-limit headers say
 * is left. Pure; times are in ms on one monotonic clock.
 */
import type { Quota } from '#lib/domain/outcome/answer';

export interface Pace {
  /** What the admin allowed at most. */
  readonly most: number;
  /** What has proved welcome so far; its whole part counts. */
  concurrency: number;
  /** When it was last cut; null before the first time. */
  cutAt: number | null;
  /** What Atlassian last said is left, and until when that is true; null where it did not. */
  left: { calls: number; until: number; askedMs?: number } | null;
}

/** Successes, for each call in flight, after which one more is tried once a 429 came: fewer than 1 % of calls fail. */
const successesPerTry = 200;

/** Begins with one call at a time and finds out how many are welcome. */
export function newPace(most: number): Pace {
  return { most, concurrency: 1, cutAt: null, left: null };
}

/** What is under way: users at work, and requests sent of which there is no answer yet. */
export interface UnderWay {
  users: number;
  requests: number;
}

/** Calls that may be in flight; 0 where a further request could be one more than Atlassian said is left. */
export function concurrencyNow(pace: Pace, now: number, { requests }: UnderWay): number {
  return hasRoom(pace, now, requests) ? Math.floor(pace.concurrency) : 0;
}

/** Users at work at most: for each call in flight the next account may be read meanwhile. */
export function usersNow(pace: Pace, now: number, { users, requests }: UnderWay): number {
  return hasRoom(pace, now, requests) ? 2 * Math.floor(pace.concurrency) : Math.max(1, users);
}

/** A request under way may be counted already in what is left, or not: it is taken as not. */
function hasRoom({ left }: Pace, now: number, requests: number): boolean {
  return left === null || now >= left.until || left.calls > requests;
}

/** When calls are left again, where none is; else 0. */
export function emptyUntil(pace: Pace, now: number): number {
  return pace.left?.calls === 0 && now < pace.left.until ? pace.left.until : 0;
}

/** Learns from an answer to a call that began at `begunAt`. Calls begun before a cut do not cut again. */
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

/** Answers may arrive out of order: within one window only the fewest left count. */
function noteLeft(pace: Pace, quota: Quota, now: number): void {
  const { left } = pace;
  if (left && now < left.until && quota.remaining >= left.calls) return;
  const { remaining: calls, resetMs, askedMs } = quota;
  pace.left = { calls, until: now + resetMs, ...(askedMs === undefined ? {} : { askedMs }) };
}
