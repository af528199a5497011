/** The controls of the demo organisation, as routes see them. */
import type { LedgerPage } from '#lib/contract/ledger';
import type { RehearsalView } from '#lib/contract/rehearsal';
import type { LedgerView } from '#lib/domain/rehearsal/ledger';
import type { OrganisationSize } from '#lib/domain/rehearsal/organisation-size';
import type { SwitchChange } from '#lib/domain/rehearsal/switches';

/** The controls. */
export interface Rehearsal {
  /** Null if no demo organisation is running. */
  view(): RehearsalView | null;
  turn(change: SwitchChange): void;
  /** Replaces the organisation by another one, on another port. Connect to it again afterwards. */
  renew(size: OrganisationSize): Promise<void>;
  /** The latest `most` calls of the view, newest first, and how many calls there are. */
  ledger(view: LedgerView, most: number): LedgerPage | null;
}
