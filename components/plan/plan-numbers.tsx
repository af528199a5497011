import { shareText } from '#components/plan/confirmation.ts';
import { formatCount } from '#components/shared/format.ts';
import { firstUserDoubt } from '#lib/domain/plan/first-user';
import { countLeaves, leafText, predictedLeaf } from '#lib/domain/plan/leaf';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import { revealed } from '#lib/domain/text/odd-characters';

/**
 * The users of a plan by what will happen to them, as a sum, and their share of the organisation's active accounts.
 * `rehearses`: the numbers are those of the real run, and a dry run comes first.
 */
export function PlanNumbers({
  plan,
  entries,
  rehearses = false,
}: {
  plan: Plan;
  entries: readonly PlanEntry[];
  rehearses?: boolean;
}) {
  const { terms, count } = plan;
  if (!terms) return null;
  const parts = countLeaves(entries.map(({ prediction }) => predictedLeaf(prediction)));
  const unchecked = parts.find(({ leaf }) => leaf === 'not-checked')?.count ?? 0;
  return (
    <div>
      <p className="text-ink-2 tabular-nums">
        {rehearses && 'Predicted for the real run: '}
        <span className="font-semibold text-ink">
          {parts.map((part) => leafText(part.leaf, formatCount(part.count))).join(' + ')}
        </span>
        {' · '}
        {shareText(terms, count, unchecked)}
      </p>
      <FirstUser entries={entries} />
    </div>
  );
}

/** Warns if the call for the first of these users may fail; shows nothing otherwise. */
function FirstUser({ entries }: { entries: readonly PlanEntry[] }) {
  const doubt = firstUserDoubt(entries);
  if (doubt === null) return null;
  const { user, why } = doubt;
  return (
    <p className="mt-1 text-amber wrap-anywhere">
      The first user, {revealed(user.name || user.email || user.accountId)},{' '}
      {why === 'refused'
        ? 'is predicted to be refused: a run that deactivates then pauses, and calls nobody else until you resume it.'
        : 'was not checked: if Atlassian refuses this call, a run that deactivates pauses, and calls nobody else until you resume it.'}
    </p>
  );
}
