/** A run in numbers: every user of its plan is in exactly one of them. */
import type { RunSummary } from '#lib/contract/run';
import { outcomeKinds, outcomeLabels, type ShownOutcome } from '#lib/domain/outcome';

export interface Tally {
  outcome: ShownOutcome;
  label: string;
  count: number;
}

/** The outcomes that occurred, in the glossary's order, then those not attempted (or not settled yet). */
export function talliesOf(run: Pick<RunSummary, 'counts' | 'settled' | 'plan'>): Tally[] {
  const outcomes = outcomeKinds.map((outcome) => tally(outcome, run.counts[outcome] ?? 0));
  return [...outcomes, tally('not-attempted', run.plan.count - run.settled)].filter(({ count }) => count > 0);
}

function tally(outcome: ShownOutcome, count: number): Tally {
  return { outcome, label: outcomeLabels[outcome], count };
}
