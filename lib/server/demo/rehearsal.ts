/** The controls of the demo organisation, as routes see them. */
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

/** The controls. */
export interface Rehearsal {
  /** Null if no demo organisation is running. */
  view(): (OrganisationWish & { switches: Switches }) | null;
  set(switches: Switches): void;
  /** Replaces the organisation by another one, on another port. Connect to it again afterwards. */
  renew(wish: OrganisationWish): Promise<void>;
  /** The latest `most` calls of the view, newest first, and how many calls there are. */
  ledger(view: LedgerView, most: number): { total: number; entries: LedgerCall[] } | null;
}
