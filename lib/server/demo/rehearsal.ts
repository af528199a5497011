/** What an admin can do with the demo organisation beyond using it, as routes see it. */
import type { LedgerView, OrganisationWish, Switches } from '#lib/domain/rehearsal';

/** One call that the demo organisation received. */
export interface LedgerCall {
  seq: number;
  /** Ms since the epoch. */
  at: number;
  method: string;
  path: string;
  operation: string;
  accountId: string | null;
  answered: number | 'cut' | 'hang' | null;
  effect: string | null;
}

export interface Rehearsal {
  /** Null while no demo organisation runs. */
  view(): (OrganisationWish & { switches: Switches }) | null;
  set(switches: Switches): void;
  /** Another organisation in its place, on another port: connect to it anew. */
  renew(wish: OrganisationWish): Promise<void>;
  /** The last `most` calls of the view, newest first, and how many there are in all. */
  ledger(view: LedgerView, most: number): { total: number; entries: LedgerCall[] } | null;
}
