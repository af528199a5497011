/** The difference report of a run: its users, and the organisation before and now. Pure. */
import type { ShownOutcome } from '#lib/domain/outcome/outcome';
import type { AccountNow } from '#lib/domain/reconcile/account-now';
import { type DifferenceKind, differenceKinds } from '#lib/domain/reconcile/difference';
import { type OtherKind, otherKinds } from '#lib/domain/reconcile/others';
import { recordOf } from '#lib/domain/text/record-of';

/** The other side of the comparison. Times are ms since the epoch. */
export type ComparedWith =
  | { from: 'file'; rosterId: string; name: string; at: number }
  /** `listAt`: when the last complete list began; null if none was read since the run. */
  | { from: 'directory'; listAt: number | null };

/** A user of the run. */
export interface ComparedUser {
  position: number;
  accountId: string;
  name: string;
  email: string;
  kind: DifferenceKind;
  /** The outcome that the run reports. */
  outcome: ShownOutcome;
  /**
   * The status before the run: from the reading right before the call, otherwise from the file of the run; empty if
   * neither has it.
   */
  before: string;
  now: AccountNow;
  /**
   * The changes of role and groups since the list that the run was made from; empty if there are none, or if one list
   * lacks the values.
   */
  access: string;
}

/** An account outside the run's plan that differs from the list that the run was made from. */
export interface ChangedAccount {
  accountId: string;
  name: string;
  email: string;
  kind: OtherKind;
  /** Null if the earlier list does not have the account. */
  before: AccountNow | null;
  now: AccountNow;
}

/** The accounts outside the run's plan, or the reason why they are not compared. */
export type OtherAccounts =
  | {
      state: 'compared';
      /** The list that the run was made from, and when it was written. */
      before: { name: string; at: number };
      changed: readonly ChangedAccount[];
      /** Number of accounts of that list whose present status is not known. */
      notKnown: number;
    }
  | { state: 'not-compared'; why: string };

/** The whole comparison. */
export interface Comparison {
  goal: 'active' | 'inactive';
  /** Facts from before this time do not show the run's changes. Ms since the epoch. */
  since: number;
  compared: ComparedWith;
  users: readonly ComparedUser[];
  others: OtherAccounts;
  /** Limits of the comparison, a sentence or two each. */
  notes: readonly string[];
}

/** The number of users of each kind. */
export function differenceCounts(users: Comparison['users']): Record<DifferenceKind, number> {
  return counted(differenceKinds, users);
}

/** The number of accounts with each kind of change. */
export function otherCounts(changed: readonly ChangedAccount[]): Record<OtherKind, number> {
  return counted(otherKinds, changed);
}

function counted<Kind extends string>(
  kinds: readonly Kind[],
  items: readonly { kind: Kind }[],
): Record<Kind, number> {
  const counts = recordOf(kinds, () => 0);
  for (const { kind } of items) counts[kind] += 1;
  return counts;
}
