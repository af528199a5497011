/** Predicted against outcome, for the page of a run: the same comparison as in the reports. */
import { type Act, outcomeLabel } from '#lib/domain/outcome/act';
import type { ShownOutcome } from '#lib/domain/outcome/outcome';
import { type Leaf, leafLabels, leaves, predictedLeaf } from '#lib/domain/plan/leaf';
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

/** The users with one prediction. `asPredicted`, `otherwise` and those without an outcome yet sum up to `count`. */
export interface PredictedUsers {
  /** Null if nothing was predicted, since the users had not been checked. */
  predicted: Leaf | null;
  count: number;
  asPredicted: number;
  otherwise: number;
}

interface Comparison {
  /** Every user of the run is in one group. Those with a prediction come first, in the order of the review. */
  groups: PredictedUsers[];
  unexpected: Unexpected[];
}

/** Compares the outcomes with the predictions of the plan; null if none can be compared. */
export function againstPrediction(state: RunState, entries: readonly PlanEntry[]): Comparison | null {
  const groups = new Map<Leaf | null, PredictedUsers>();
  const unexpected: Unexpected[] = [];
  entries.forEach((entry, position) => {
    const predicted = leafIn(entry);
    const group = groups.get(predicted) ?? { predicted, count: 0, asPredicted: 0, otherwise: 0 };
    groups.set(predicted, group);
    group.count += 1;
    const user = state.users.brief(position);
    const outcome = shownOutcome(user, true);
    const asPredicted = cameAsPredicted(predicted, outcome);
    if (asPredicted) group.asPredicted += 1;
    if (asPredicted !== false || predicted === null) return;
    group.otherwise += 1;
    const name = revealed(entry.name || entry.email || entry.accountId);
    unexpected.push({
      position,
      name,
      words: words(predicted, outcome, state.act),
      reason: user?.message ?? '',
    });
  });
  const all = [...leaves, null].flatMap((leaf) => groups.get(leaf) ?? []);
  const isCompared = all.some(({ asPredicted, otherwise }) => asPredicted + otherwise > 0);
  return isCompared ? { groups: all, unexpected } : null;
}

/** Users who were not checked are one group, whether the plan says so or has no prediction for them. */
function leafIn({ prediction }: PlanEntry): Leaf | null {
  const leaf = prediction ? predictedLeaf(prediction) : null;
  return leaf === 'not-checked' ? null : leaf;
}

function words(leaf: Leaf, outcome: ShownOutcome, act: Act): string {
  return `predicted: ${leafLabels[leaf].toLowerCase()}; ${outcomeLabel(act, outcome).toLowerCase()}`;
}
