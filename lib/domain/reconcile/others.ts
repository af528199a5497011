/** Compares two states of accounts outside a run's plan. Pure. */
import type { AccountNow } from '#lib/domain/reconcile/account-now';

/** Every kind of change of an account outside the run's plan. */
export const otherKinds = [
  'deactivated',
  'activated',
  'other-run',
  'status-changed',
  'new',
  'absent',
] as const;
export type OtherKind = (typeof otherKinds)[number];

/**
 * The kind of change of an account in the earlier list; null if its status is the same, or if its earlier status is not
 * known. `byRun`: another run of Lockstep touched the account after the earlier list was written.
 */
export function otherChange(
  before: AccountNow,
  now: AccountNow,
  byRun: boolean,
): OtherKind | 'not-known' | null {
  if (now.state === 'not-known') return 'not-known';
  if (now.state === 'not-in-file' || now.state === 'not-listed') return 'absent';
  if (before.state === 'not-known') return null;
  if (before.state === now.state && (now.state !== 'other' || textOf(before) === now.text)) return null;
  if (byRun) return 'other-run';
  if (before.state === 'active' && now.state === 'inactive') return 'deactivated';
  if (before.state === 'inactive' && now.state === 'active') return 'activated';
  return 'status-changed';
}

function textOf(account: AccountNow): string | null {
  return account.state === 'other' ? account.text : null;
}

/** The label of a kind. */
export const otherLabels: Record<OtherKind, string> = {
  deactivated: 'Deactivated by others',
  activated: 'Re-activated by others',
  'other-run': 'Changed by another run',
  'status-changed': 'Another status than before',
  new: 'Not in the earlier list',
  absent: 'Absent now',
};

/** The meaning of each kind, in a sentence. */
export const otherMeanings: Record<OtherKind, string> = {
  deactivated: 'The account was active and is inactive now. No run of Lockstep did it.',
  activated: 'The account was inactive and is active now. No run of Lockstep did it.',
  'other-run': 'Another run of Lockstep read or called the account after the earlier list was written.',
  'status-changed': 'One of the two statuses is neither active nor inactive.',
  new: 'The earlier list does not have the account.',
  absent:
    'The account is no longer there. In a file, this does not tell whether it exists: an export has no end mark.',
};
