/** Every call the demo organisation received: the truth that tests judge by. */
import type { OperationName } from '#lib/demo/operations';

/** What a call changed. */
export type Effect = 'deactivated' | 'activated' | 'deleted' | 'delete-cancelled' | 'changed';

export interface LedgerEntry {
  /** From 1, in order of arrival. */
  seq: number;
  /** Ms since the epoch. */
  at: number;
  method: string;
  /** As it came, not decoded, without the query. */
  path: string;
  /** As it came, without the question mark. */
  query: string;
  operation: OperationName;
  /** Decoded; null where the operation is about nobody. */
  accountId: string | null;
  /** The status; `cut` where the connection was cut before a whole answer was out; null until then. */
  answered: number | 'cut' | 'hang' | null;
  /** What the call changed, whatever was answered. */
  effect: Effect | null;
  /** The last four characters of the bearer; empty without one. */
  keyTail: string;
  /** Calls under way when this one arrived, itself included. */
  inFlight: number;
  body: string;
}

export interface Ledger {
  entries(): readonly LedgerEntry[];
  /** Notes a call on its arrival. */
  open(call: Pick<LedgerEntry, 'method' | 'path' | 'query' | 'keyTail' | 'at'>): OpenEntry;
  clear(): void;
}

export interface OpenEntry {
  /** What comes of the call is written into it. */
  readonly entry: LedgerEntry;
  /** Says that the call is over; said twice it counts once. */
  close(): void;
}

/** An empty ledger. */
export function newLedger(): Ledger {
  let entries: LedgerEntry[] = [];
  let inFlight = 0;
  return {
    entries: () => entries,
    open(call) {
      inFlight += 1;
      const seq = entries.length + 1;
      const open = { operation: 'unknown', accountId: null, answered: null, effect: null, body: '' } as const;
      const entry: LedgerEntry = { ...call, ...open, seq, inFlight };
      entries.push(entry);
      let closed = false;
      return {
        entry,
        close() {
          if (!closed) inFlight -= 1;
          closed = true;
        },
      };
    },
    clear() {
      entries = [];
    },
  };
}
