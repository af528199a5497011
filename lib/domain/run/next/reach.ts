/**
 * Computes how far ahead of the calls accounts are read in blocks, from the pace of the calls and the maximum age of a
 * reading. Pure; times are in ms on one monotonic clock.
 */

/** The highest age of a reading by the search when the intent of its call is written, in ms. */
export const searchKeepsMs = 60_000;

/** The highest age of a reading by the profile, in ms. After that the account is read again. */
export const profileKeepsMs = 5_000;

/** The last user of a block is expected to be called within this time. The rest of the minute is for waits. */
const horizonMs = 45_000;

/** The number of calls over which the pace is averaged. */
const averagedCalls = 20;

/** The longest time between two calls that counts: a longer one is a wait or a pause, not the pace. */
const longestGapMs = 10_000;

/** The pace of a run before its first calls, in ms from call to call. */
const presumedMs = 1_000;

/** The pace of the calls of a run. */
interface CallPace {
  /** The gap that the admin wants between two calls. */
  readonly gapMs: number;
  /** The time when the last call began; null before the first. */
  lastAt: number | null;
  /** The average time from call to call. */
  msPerUser: number;
}

/** The pace of a run that has called nobody yet. */
export function newCallPace(gapMs: number): CallPace {
  return { gapMs, lastAt: null, msPerUser: Math.max(presumedMs, gapMs) };
}

/** Notes that a call begins now. */
export function noteCall(pace: CallPace, now: number): void {
  if (pace.lastAt !== null) {
    const passed = Math.min(now - pace.lastAt, Math.max(longestGapMs, pace.gapMs));
    pace.msPerUser += (passed - pace.msPerUser) / averagedCalls;
  }
  pace.lastAt = now;
}

/** The number of users that can be read now and still be called in time, those who are read already included. */
export function usersInReach({ msPerUser }: CallPace): number {
  return Math.floor(horizonMs / Math.max(1, msPerUser));
}
