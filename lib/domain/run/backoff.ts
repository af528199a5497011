/** The waits before a call is repeated. Pure: the random number is a parameter. */

/** Maximum number of attempts for one user, the first included. */
export const maxAttempts = 4;
/**
 * Maximum number of times that one user is put off (429, or no network) before the run gives up on them: about half an
 * hour.
 */
export const maxPutOffs = 30;
/** Maximum number of failed readings before a call until the run gives up on the user. The breaker trips earlier. */
export const maxUnread = 6;
/**
 * The pauses between readings of an account whose call is in doubt, in ms. They add up to half a minute, the longest
 * lag of a status that Lockstep assumes [INFER]. The reading after the last pause decides.
 */
const doubtPauses = [1_000, 2_000, 4_000, 8_000, 15_000];
/** The number of readings of the canary before the admin is asked. With `backoff` between them, about half a minute. */
export const maxCanaryReads = 6;

const baseMs = 1_000;
const capMs = 60_000;

/**
 * Exponential back-off with jitter: steps of 1 s, 2 s, 4 s … up to 60 s. The upper half of each step is random. `round`
 * counts from 1; `random` is in [0, 1). Returns milliseconds.
 */
export function backoff(round: number, random: number): number {
  const step = Math.min(capMs, baseMs * 2 ** Math.min(round - 1, 16));
  return Math.round(step / 2 + (step / 2) * random);
}

/** Largest share of a requested wait by which it is extended at random. */
const spreadShare = 0.02;
/** Longest random extension of a requested wait, in ms. */
const spreadCapMs = 100;

/** Limits are renewed within a minute [DOC]. These rounds of back-off, of at most 16 s each, take at least a minute. */
const roundsOfMinute = 11;
const longestRound = 5;

/**
 * The wait after a 429: what Atlassian asked for plus a small random time, so that several clients do not return at
 * once. If Atlassian named no time, it is the back-off, with shorter steps in the first minute. Returns milliseconds.
 */
export function throttleWait(askedMs: number | null, round: number, random: number): number {
  return askedMs === null
    ? backoff(round > roundsOfMinute ? round : Math.min(round, longestRound), random)
    : Math.round(askedMs + Math.min(spreadCapMs, askedMs * spreadShare) * random);
}

/** The pause after this many readings of a doubt, in ms; null before the first one and after the last. */
export function doubtPause(readings: number): number | null {
  return doubtPauses[readings - 1] ?? null;
}

/** The wait before probe number `round` (from 0), from 4 s to a minute, in ms. */
export function probeWait(round: number, random: number): number {
  return backoff(round + 4, random);
}
