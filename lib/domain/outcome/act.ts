/** The act of a run: deactivate its users, re-activate those that another run deactivated, or only read (a dry run). */
import { z } from 'zod';
import { type Outcome, outcomeLabels, type ShownOutcome, shownKinds } from '#lib/domain/outcome/outcome';

/** The three acts. */
export const actSchema = z.enum(['deactivate', 'restore', 'dry-run']);
export type Act = z.infer<typeof actSchema>;

/**
 * How an act is described: the status that an account must read afterwards, its outcomes, and its words in sentences.
 */
interface ActTerms {
  goal: 'active' | 'inactive';
  /** Atlassian accepted our call. */
  done: Outcome;
  /** The outcome if no answer accepted the call, but the account is read with the goal status. */
  confirmed: Outcome;
  /** The account was in the wanted state before this run called. */
  already: Outcome;
  /** The verb in the past: `was …`. */
  past: string;
}

/** The terms of each act. */
export const actTerms: Record<Act, ActTerms> = {
  deactivate: {
    goal: 'inactive',
    done: 'deactivated',
    confirmed: 'confirmed-inactive',
    already: 'already-inactive',
    past: 'deactivated',
  },
  restore: {
    goal: 'active',
    done: 're-activated',
    confirmed: 'confirmed-active',
    already: 'already-active',
    past: 're-activated',
  },
  // A dry run calls nobody, so it never confirms anything.
  'dry-run': {
    goal: 'inactive',
    done: 'would-deactivate',
    confirmed: 'confirmed-inactive',
    already: 'already-inactive',
    past: 'looked at',
  },
};

/** The states of users in the order of a page about a run of this act: what the run is for comes first. */
export function shownKindsOf(act: Act): readonly ShownOutcome[] {
  const { done, confirmed, already } = actTerms[act];
  return [...new Set<ShownOutcome>([done, confirmed, already, ...shownKinds])];
}

/** The heading of every page, list and report of a dry run. */
export const dryRunMark = 'DRY RUN';

/** The label of a user's state on pages, for a run of this act. In a dry run it says what a call would have done. */
export function outcomeLabel(act: Act, outcome: ShownOutcome): string {
  if (act === 'dry-run' && outcome === 'refused') return 'Would be refused';
  if (act === 'dry-run' && outcome === 'skipped') return 'Would be skipped';
  return outcomeLabels[outcome];
}
