/** Predicted against outcome, for the page of a run: the same comparison as in the reports. */
import { outcomeLabels, type ShownOutcome } from '#lib/domain/outcome/outcome';
import { type Leaf, leafLabels, predictedLeaf } from '#lib/domain/plan/leaf';
import type { PlanEntry } from '#lib/domain/plan/plan';
import { cameAsPredicted } from '#lib/domain/report/tally';
import type { RunState } from '#lib/domain/run/state';
import { shownOutcome } from '#lib/domain/run/view/shown-outcome';
import { revealed } from '#lib/domain/text/odd-characters';

/** A user whose outcome is not the predicted one. */
interface Unexpected {
  position: number;
  name: string;
  /** `predicted: will be deactivated; refused` */
  words: string;
  reason: string;
}

interface Comparison {
  /** How many were predicted to be deactivated. */
  predicted: number;
  /** Of how many users nothing was predicted, since they were not checked before the run. */
  unchecked: number;
  /** How many users went as predicted. */
  met: number;
  unexpected: Unexpected[];
}

/** Compares the outcomes with the predictions of the plan; null if none can be compared. */
export function againstPrediction(state: RunState, entries: readonly PlanEntry[]): Comparison | null {
  const comparison: Comparison = { predicted: 0, unchecked: 0, met: 0, unexpected: [] };
  entries.forEach((entry, position) => {
    const leaf = entry.prediction ? predictedLeaf(entry.prediction) : null;
    if (leaf === 'will-deactivate') comparison.predicted += 1;
    if (leaf === null || leaf === 'not-checked') comparison.unchecked += 1;
    const user = state.users.brief(position);
    const outcome = shownOutcome(user, true);
    const asPredicted = cameAsPredicted(leaf, outcome);
    if (asPredicted) comparison.met += 1;
    if (asPredicted !== false || leaf === null) return;
    const name = revealed(entry.name || entry.email || entry.accountId);
    comparison.unexpected.push({ position, name, words: words(leaf, outcome), reason: user?.message ?? '' });
  });
  return comparison.met + comparison.unexpected.length === 0 ? null : comparison;
}

function words(leaf: Leaf, outcome: ShownOutcome): string {
  return `predicted: ${leafLabels[leaf].toLowerCase()}; ${outcomeLabels[outcome].toLowerCase()}`;
}
