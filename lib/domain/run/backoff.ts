/** How long to wait before a call is repeated. Pure: randomness comes in as a number. */

/** Attempts at one user before giving up, the first included. */
export const maxAttempts = 4;
/** Times one user is put off (429, or no way to Atlassian) before giving up: about half an hour. */
export const maxPutOffs = 30;
/** Readings of an account right before its call that say nothing, before the user is given up; the breaker comes first. */
export const maxUnread = 6;
/**
 * The pauses between the readings of an account whose call is in doubt, in ms: together half a minute, the longest that a
 * status is believed to lag behind a change [INFER]. The reading after the last pause decides.
 */
const doubtPauses = [1_000, 2_000, 4_000, 8_000, 15_000];
/** Reads of the canary before the admin is asked; with `backoff` between them about half a minute. */
export const maxCanaryReads = 6;

const baseMs = 1_000;
const capMs = 60_000;

/**
 * Exponential back-off with jitter: 1 s, 2 s, 4 s … at most 60 s, of which the upper half is random, so that it
 * is never shorter than half of its step. `round` counts from 1; `random` is in [0, 1). Returns milliseconds.
 */
export function backoff(round: number, random: number): number {
  const step = Math.min(capMs, baseMs * 2 ** Math.min(round - 1, 16));
  return Math.round(step / 2 + (step / 2) * random);
}

/**
 * The wait after a 429: what Atlassian asked for, plus up to a quarter of it (a second at most) so that many clients
 * do not come back at once; where it did not say, back-off. Returns milliseconds.
 */
export function throttleWait(askedMs: number | null, round: number, random: number): number {
  return askedMs === null
    ? backoff(round, random)
    : Math.round(askedMs + Math.min(1_000, askedMs / 4) * random);
}

/** The pause after so many readings of a doubt, in ms; null before the first one and after the last. */
export function doubtPause(readings: number): number | null {
  return doubtPauses[readings - 1] ?? null;
}

/** Before the probe of this round (from 0) whether Atlassian answers again: from 4 s to a minute, in ms. */
export function probeWait(round: number, random: number): number {
  return backoff(round + 4, random);
}
