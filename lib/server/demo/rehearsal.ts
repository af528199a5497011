/** The controls of the demo organisation, as routes see them. */
import type { LedgerPage, RehearsalView } from '#lib/contract/rehearsal';
import type { LedgerView, OrganisationWish, SwitchChange } from '#lib/domain/rehearsal';

/** The controls. */
export interface Rehearsal {
  /** Null if no demo organisation is running. */
  view(): RehearsalView | null;
  turn(change: SwitchChange): void;
  /** Replaces the organisation by another one, on another port. Connect to it again afterwards. */
  renew(wish: OrganisationWish): Promise<void>;
  /** The latest `most` calls of the view, newest first, and how many calls there are. */
  ledger(view: LedgerView, most: number): LedgerPage | null;
}
