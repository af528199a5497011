/** Reckons the time on a server's clock, from the `Date` of its answers and our own clock. */

/** An answer's `Date`, and our wall clock when the request was sent and when the answer arrived; ms since the epoch. */
interface DatedAnswer {
  /** Null if the answer has none. It counts whole seconds. */
  date: number | null;
  sentAt: number;
  heardAt: number;
}

/**
 * The clock of one server. `Date` counts whole seconds, so a single answer says only that the server's clock is ahead
 * of ours by something within a second or more. All answers together narrow that down. Our clock counts as right until
 * they prove that it is wrong. Then the earliest time that they allow counts, so that no wait ends too early.
 */
export class ServerClock {
  /** The server's clock is ahead of ours by at least this, in ms. */
  private least = Number.NEGATIVE_INFINITY;
  /** And by at most this. */
  private most = Number.POSITIVE_INFINITY;

  /** The time on the server's clock when this answer arrived, in ms since the epoch. */
  heard({ date, sentAt, heardAt }: DatedAnswer): number {
    if (date !== null) this.narrow(date - heardAt, date + 1_000 - sentAt);
    return heardAt + (this.least <= 0 && this.most >= 0 ? 0 : this.least);
  }

  /**
   * Narrows the bounds by one more answer. If it contradicts the earlier ones, a clock was set, and only this answer
   * counts.
   */
  private narrow(least: number, most: number): void {
    const [low, high] = [Math.max(this.least, least), Math.min(this.most, most)];
    [this.least, this.most] = low <= high ? [low, high] : [least, Math.max(least, most)];
  }
}
