/** A run in numbers. Every user of its plan is in exactly one of them. */
import type { RunSummary } from '#lib/contract/runs';
import { outcomeLabel, shownKindsOf } from '#lib/domain/outcome/act';
import type { ShownOutcome } from '#lib/domain/outcome/outcome';

export interface Tally {
  outcome: ShownOutcome;
  label: string;
  count: number;
}

/** The outcomes that occurred, in the order of `shownKindsOf`. Users without an outcome come last. */
export function talliesOf({
  counts,
  plan,
}: Pick<RunSummary, 'counts'> & { plan: Pick<RunSummary['plan'], 'act'> }): Tally[] {
  const act = plan.act ?? 'deactivate';
  return shownKindsOf(act)
    .map((outcome) => ({ outcome, label: outcomeLabel(act, outcome), count: counts[outcome] }))
    .filter(({ count }) => count > 0);
}
