/** The least time between a request and its answer, over the last hundred answers or so. All times are in ms. */
export interface Latency {
  /** The least time in the last whole hundred. */
  before: number;
  /** The least time in the present hundred, and how many answers it has. */
  least: number;
  count: number;
}

const roundOf = 100;
const fewAnswers = 10;

/** The state before the first answer. */
export function newLatency(): Latency {
  return { before: Number.POSITIVE_INFINITY, least: Number.POSITIVE_INFINITY, count: 0 };
}

/**
 * Notes the time that an answer took. Returns by how much it is more than the least time. The first answers do not show
 * the least time yet, so half of their own counts instead.
 */
export function noteLatency(latency: Latency, tookMs: number): number {
  if (latency.count === roundOf) {
    latency.before = latency.least;
    latency.least = Number.POSITIVE_INFINITY;
    latency.count = 0;
  }
  latency.count += 1;
  latency.least = Math.min(latency.least, tookMs);
  const isKnown = latency.before !== Number.POSITIVE_INFINITY || latency.count > fewAnswers;
  return isKnown ? tookMs - Math.min(latency.least, latency.before) : tookMs / 2;
}
