/**
 * The times at which accepted requests began, for a little more than a minute. Requests that began within 20 ms
 * are one entry, so the log stays small however many there are. Times are in ms on one monotonic clock.
 */
export type AcceptedLog = { at: number; count: number }[];

const grainMs = 20;
const keepsMs = 65_000;

/** Notes an accepted request. Answers may come in another order than their requests began. */
export function noteAccepted(log: AcceptedLog, begunAt: number): void {
  let index = log.length;
  while (index > 0 && (log[index - 1]?.at ?? 0) > begunAt) index -= 1;
  const before = log[index - 1];
  if (before && begunAt - before.at < grainMs) before.count += 1;
  else log.splice(index, 0, { at: begunAt, count: 1 });
  const oldest = (log.at(-1)?.at ?? 0) - keepsMs;
  while ((log[0]?.at ?? oldest) < oldest) log.shift();
}

/** The number of accepted requests that began from `from` to `to`, both included. */
export function acceptedBetween(log: AcceptedLog, from: number, to: number): number {
  let sum = 0;
  for (let index = log.length - 1; index >= 0; index -= 1) {
    const { at, count } = log[index] as AcceptedLog[number];
    if (at < from) break;
    if (at <= to) sum += count;
  }
  return sum;
}
