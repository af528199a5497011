/** A run in numbers. Every user of its plan is in exactly one of them. */
import type { RunSummary } from '#lib/contract/runs';
import { outcomeLabels, type ShownOutcome, shownKinds } from '#lib/domain/outcome/outcome';

export interface Tally {
  outcome: ShownOutcome;
  label: string;
  count: number;
}

/** The outcomes that occurred, in the order of `shownKinds`. Users without an outcome come last. */
export function talliesOf({ counts }: Pick<RunSummary, 'counts'>): Tally[] {
  return shownKinds
    .map((outcome) => ({ outcome, label: outcomeLabels[outcome], count: counts[outcome] }))
    .filter(({ count }) => count > 0);
}
