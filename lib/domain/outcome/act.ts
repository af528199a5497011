/** What a run does to its users: deactivate them, give back what another run took, or only look (a dry run). */
import { z } from 'zod';
import type { Outcome } from '#lib/domain/outcome/outcome';

export const actSchema = z.enum(['deactivate', 'restore', 'dry-run']);
export type Act = z.infer<typeof actSchema>;

/** An act in its own terms: what an account must read when it is done, and how its outcomes and sentences say so. */
export interface ActTerms {
  goal: 'active' | 'inactive';
  /** Atlassian accepted our call. */
  done: Outcome;
  /** No answer says that the call was accepted; the account reads as it should. */
  confirmed: Outcome;
  /** It was so before this run called. */
  already: Outcome;
  /** `was …` */
  past: string;
}

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
  // Nothing is called, so nothing is ever confirmed.
  'dry-run': {
    goal: 'inactive',
    done: 'would-deactivate',
    confirmed: 'confirmed-inactive',
    already: 'already-inactive',
    past: 'looked at',
  },
};

/** Stands at the head of every page, list and report of a dry run. */
export const dryRunMark = 'DRY RUN';
