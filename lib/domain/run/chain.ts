/** A journal entry as stored: `event` is its JSON, and `hash` covers it and everything before it. */
export interface StoredLine {
  seq: number;
  /** Wall clock, ms since the epoch. */
  at: number;
  event: string;
  /** SHA-256, hexadecimal. */
  hash: string;
}

/** The text under the hash of an entry. `previous` is the hash of the entry before it; empty for the first one. */
export function chainText(
  previous: string,
  runId: string,
  { seq, at, event }: Omit<StoredLine, 'hash'>,
): string {
  return `${previous}\n${runId}\n${seq}\n${at}\n${event}`;
}
