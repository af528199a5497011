/**
 * The requests that count against a rate limit now. Each is the moment from which it no longer counts, in ascending
 * order, in ms on one monotonic clock.
 */
export type Allowance = number[];

/** Notes that one more request counts until this moment. */
export function countUntil(allowance: Allowance, until: number): void {
  allowance.splice(indexAfter(allowance, until), 0, until);
}

/** Takes back one request that was noted until exactly this moment. */
export function uncount(allowance: Allowance, until: number): void {
  const at = indexAfter(allowance, until) - 1;
  if (allowance[at] === until) allowance.splice(at, 1);
}

/** The number of requests that still count after this moment. */
export function countedAt(allowance: Allowance, moment: number): number {
  return allowance.length - indexAfter(allowance, moment);
}

/**
 * The time when one more request may begin under this limit, if `ahead` others begin before it; `now` if it may at
 * once. Each of the others counts for a whole window, in ms.
 */
export function roomUnder(
  { calls, windowMs }: { calls: number; windowMs: number },
  allowance: Allowance,
  ahead: number,
  now: number,
): number {
  const counted = countedAt(allowance, now);
  const excess = counted + ahead + 1 - calls;
  if (excess <= 0) return now;
  if (excess <= counted) return allowance[indexAfter(allowance, now) + excess - 1] ?? now;
  // The others use up what is allowed, so this request has to wait for some of them.
  return Math.max(now, allowance.at(-1) ?? now) + Math.ceil((excess - counted) / calls) * windowMs;
}

/** Drops the requests that stopped counting before this moment. */
export function forgetBefore(allowance: Allowance, moment: number): void {
  allowance.splice(0, indexAfter(allowance, moment));
}

/** The index of the first moment after this one. */
function indexAfter(allowance: Allowance, moment: number): number {
  let low = 0;
  let high = allowance.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((allowance[middle] ?? 0) <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
