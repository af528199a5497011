/** Every call that the demo organisation received. Tests check against this list. */
import type { OperationName } from '#lib/demo/operations';

/** The change that a call made. */
export type Effect = 'deactivated' | 'activated' | 'deleted' | 'delete-cancelled' | 'changed';

/** One received call. */
export interface LedgerEntry {
  /** Starts at 1, in order of arrival. */
  seq: number;
  /** Ms since the epoch. */
  at: number;
  method: string;
  /** Unchanged: not decoded, without the query. */
  path: string;
  /** Unchanged, without the question mark. */
  query: string;
  operation: OperationName;
  /** Decoded; null if the operation concerns no account. */
  accountId: string | null;
  /** The status; `cut` if the connection was cut before the answer was complete; null before the answer. */
  answered: number | 'cut' | 'hang' | null;
  /** The change that the call made, whatever its answer was. */
  effect: Effect | null;
  /** The last four characters of the key; empty if there was none. */
  keyTail: string;
  /** The number of calls under way when this one arrived, including it. */
  inFlight: number;
  body: string;
}

/** The list of received calls. */
export interface Ledger {
  entries(): readonly LedgerEntry[];
  /** Adds a call when it arrives. */
  open(call: Pick<LedgerEntry, 'method' | 'path' | 'query' | 'keyTail' | 'at'>): OpenEntry;
  clear(): void;
}

/** A call that is not over yet. */
interface OpenEntry {
  /** The entry, which is completed as the call proceeds. */
  readonly entry: LedgerEntry;
  /** Ends the call. A second time has no effect. */
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
