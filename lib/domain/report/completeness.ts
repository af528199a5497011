/** Accounts for every user, from the rows of the list to the outcomes. Pure. */
import { type ShownOutcome, shownKinds } from '#lib/domain/outcome/outcome';
import type { Plan } from '#lib/domain/plan/plan';
import { selectionOf } from '#lib/domain/plan/selection-term';

/** The number of users at each step of a run. */
export interface Completeness {
  /** The list: everybody in it is either selected or left out for one reason. Null if the plan does not say. */
  list: {
    rows: number;
    leftOut: { reason: string; count: number }[];
    selected: number;
    /** The protection rules when the plan was sealed, in words. */
    rules: readonly string[];
  } | null;
  planned: number;
  /** Users for whom at least one call was made. */
  called: number;
  /** The outcomes with at least one user. Their counts add up to the users of the plan. */
  outcomes: { outcome: ShownOutcome; count: number }[];
}

/** The steps of a run with these counts of its rows. */
export function completenessOf(
  plan: Pick<Plan, 'optionalTerms' | 'count'>,
  counted: { called: number; count(outcome: ShownOutcome): number },
): Completeness {
  const selection = selectionOf(plan);
  return {
    list: selection && {
      rows: selection.counts.users,
      leftOut: leftOut(selection.counts),
      selected: selection.counts.ticked,
      rules: selection.rules,
    },
    planned: plan.count,
    called: counted.called,
    outcomes: shownKinds
      .map((outcome) => ({ outcome, count: counted.count(outcome) }))
      .filter(({ count }) => count > 0),
  };
}

function leftOut(counts: NonNullable<ReturnType<typeof selectionOf>>['counts']) {
  return [
    { reason: 'already inactive', count: counts.alreadyInactive },
    { reason: 'protected', count: counts.protected },
    { reason: 'doubtful and not selected', count: counts.doubtful },
    { reason: 'not selected', count: counts.unticked },
    {
      reason: 'cannot be used: no valid account ID, or a second row of the same account',
      count: counts.unusable,
    },
  ].filter(({ count }) => count > 0);
}
