/**
 * The outcome of one user of a run, in the terms of docs/glossary.md. No outcome claims more than Atlassian's answers.
 */
import { z } from 'zod';

/** Every outcome, in the order of lists and legends. */
export const outcomeKinds = [
  'would-deactivate',
  'deactivated',
  'confirmed-inactive',
  'already-inactive',
  'refused',
  'failed',
  'in-doubt',
  'skipped',
  're-activated',
  'confirmed-active',
  'already-active',
] as const;

/** An outcome that a run can record; `not attempted` is the absence of one. */
export const outcomeSchema = z.enum(outcomeKinds);
export type Outcome = z.infer<typeof outcomeSchema>;

/** The states of a user who has no outcome yet. */
export const openKinds = ['under-way', 'not-read-back', 'not-attempted'] as const;

/**
 * The states shown for a user: an outcome, or the state of a user without one (see `shown-outcome.ts`). Every user of a
 * plan is in exactly one of these, in every view.
 */
export const shownKinds = [...outcomeKinds, ...openKinds] as const;
export type ShownOutcome = (typeof shownKinds)[number];

/** The label of each outcome on pages and in reports. */
export const outcomeLabels: Record<ShownOutcome, string> = {
  deactivated: 'Deactivated',
  'confirmed-inactive': 'Confirmed inactive',
  'already-inactive': 'Already inactive',
  refused: 'Refused',
  failed: 'Failed',
  'in-doubt': 'In doubt',
  skipped: 'Skipped',
  're-activated': 'Re-activated',
  'confirmed-active': 'Confirmed active',
  'already-active': 'Already active',
  'would-deactivate': 'Would be deactivated',
  'under-way': 'Under way',
  'not-read-back': 'Not yet read back',
  'not-attempted': 'Not attempted',
};

/** One sentence each, for legends and tooltips. */
export const outcomeMeanings: Record<ShownOutcome, string> = {
  deactivated: 'Atlassian accepted the call to deactivate the user.',
  'confirmed-inactive':
    'No answer says that the call was accepted; read back after it, the account is inactive.',
  'already-inactive': 'The account was inactive before this run; nothing was changed.',
  refused: 'Atlassian refused, with its reason.',
  failed: 'Given up; the reason says why.',
  'in-doubt':
    'A call was sent, or may have been. What it did is not known: the account could not be read back.',
  skipped: 'Not called, for the reason given.',
  're-activated': 'Atlassian accepted the call to re-activate the user.',
  'confirmed-active': 'No answer says that the call was accepted; read back after it, the account is active.',
  'already-active': 'The account was active before this restore; nothing was changed.',
  'would-deactivate': 'Dry run: nothing that was read speaks against it. Nothing was changed.',
  'under-way': 'The call has begun, and its answer is not known yet.',
  'not-read-back':
    'Whether the call took effect is not known yet: the account is read back before this user is called again.',
  'not-attempted': 'The run has not called this user, or no call got through: nothing was changed.',
};

/** Whether the account is inactive now, as far as is known. Such a user is never called again. */
export function leavesInactive(outcome: Outcome): boolean {
  return outcome === 'deactivated' || outcome === 'confirmed-inactive' || outcome === 'already-inactive';
}

/** Whether the admin should look at this user after the run. */
export function needsAttention(outcome: Outcome): boolean {
  return outcome === 'refused' || outcome === 'failed' || outcome === 'in-doubt' || outcome === 'skipped';
}
