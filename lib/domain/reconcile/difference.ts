/** Compares the present state of a user's account with the goal and the report of the run. Pure. */
import { type Act, actTerms } from '#lib/domain/outcome/act';
import type { AccountNow } from '#lib/domain/reconcile/account-now';
import type { Intended } from '#lib/domain/reconcile/intended';

/** Every kind of difference of a run's user; those that need a look come first. */
export const differenceKinds = [
  'changed-back',
  'not-taken',
  'not-done',
  'done-since',
  'later-run',
  'other-status',
  'absent',
  'not-known',
  'as-wanted',
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/** Another run of this data folder that touched the account later; null if none did. */
interface LaterRun {
  act: Act;
  /** Whether it left the account active; null if its result does not say. */
  leftActive: boolean | null;
}

/**
 * Whether a later run is the reason for this status of the account. A run whose call was refused leaves the account as
 * it was, so it is not.
 */
function isBy({ act, leftActive }: LaterRun, status: 'active' | 'inactive'): boolean {
  return leftActive === (status === 'active') && actTerms[act].goal === status;
}

/** The kind of difference, from the goal and report of the run, the account now, and a later run. */
export function differenceOf(
  { goal, isReported, wasRead }: Intended,
  now: AccountNow,
  later: LaterRun | null,
): DifferenceKind {
  switch (now.state) {
    case 'not-known':
      return 'not-known';
    case 'not-in-file':
    case 'not-listed':
      return 'absent';
    case 'other':
      return 'other-status';
    default: {
      if (now.state === goal) return isReported ? 'as-wanted' : 'done-since';
      if (later !== null && isBy(later, now.state)) return 'later-run';
      if (!isReported) return 'not-done';
      return wasRead ? 'changed-back' : 'not-taken';
    }
  }
}

const labels: Record<'active' | 'inactive', Record<DifferenceKind, string>> = {
  inactive: {
    'changed-back': 'Active again',
    'not-taken': 'Active, reported as inactive',
    'not-done': 'Still active',
    'done-since': 'Inactive, not by this run',
    'later-run': 'Active by a later run',
    'other-status': 'Another status',
    absent: 'Absent',
    'not-known': 'Not known',
    'as-wanted': 'Inactive, as intended',
  },
  active: {
    'changed-back': 'Inactive again',
    'not-taken': 'Inactive, reported as active',
    'not-done': 'Still inactive',
    'done-since': 'Active, not by this run',
    'later-run': 'Inactive by a later run',
    'other-status': 'Another status',
    absent: 'Absent',
    'not-known': 'Not known',
    'as-wanted': 'Active, as intended',
  },
};

/** The label of a kind in a run with this goal. */
export function differenceLabel(kind: DifferenceKind, goal: 'active' | 'inactive'): string {
  return labels[goal][kind];
}

/** The meaning of a kind, in a sentence or two. `from` is the other side of the comparison. */
export function differenceMeaning(
  kind: DifferenceKind,
  goal: 'active' | 'inactive',
  from: 'file' | 'directory',
): string {
  const other = goal === 'inactive' ? 'active' : 'inactive';
  switch (kind) {
    case 'changed-back':
      return `The account was read as ${goal}, and is ${other} now. Somebody else changed it after the run.`;
    case 'not-taken':
      return `The run reports the account as ${goal}, and nothing has read it so. The call had no effect, or somebody changed the account back.`;
    case 'not-done':
      return `The run did not make the account ${goal}, and it is ${other}.`;
    case 'done-since':
      return `The run does not report the account as ${goal}, and it is so now. Somebody else did it, or a call whose answer was lost.`;
    case 'later-run':
      return `Another run of Lockstep left the account ${other} after this one.`;
    case 'other-status':
      return 'The status is neither active nor inactive.';
    case 'absent':
      return from === 'file'
        ? 'The file has no row with this account ID. An export has no end mark, and some exports have only part of the users: this does not tell whether the account exists.'
        : 'Atlassian’s list of managed accounts, read to its end after the run, does not have the account.';
    case 'not-known':
      return 'Nothing says which status the account has had since the run, sources contradict each other, or a list departs from the run so shortly after it that it may be from before.';
    case 'as-wanted':
      return `The account is ${goal}, as the run intended and reports.`;
  }
}
