import { useState } from 'react';
import type { againstPrediction, PredictedUsers } from '#components/run/report/against-prediction.ts';
import { formatCount, formatQuantity } from '#components/shared/format.ts';
import { Button } from '#components/ui/button.tsx';
import type { Act } from '#lib/domain/outcome/act';
import { leafLabels } from '#lib/domain/plan/leaf';

const firstNames = 5;

/** The number of users with each prediction, of those for whom it came true, and the others, each with the reason. */
export function Predicted({
  comparison: { groups, unexpected },
  act,
}: {
  comparison: NonNullable<ReturnType<typeof againstPrediction>>;
  act: Act;
}) {
  const [all, setAll] = useState(false);
  const shown = all ? unexpected : unexpected.slice(0, firstNames);
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  return (
    <section aria-labelledby="against-prediction">
      <h3 id="against-prediction" className="font-semibold">
        Predicted against outcome
      </h3>
      <p className="text-ink-2">
        What was predicted for {formatQuantity(total, 'user')}, and what{' '}
        {act === 'dry-run' ? 'the dry run found' : 'happened'}:
      </p>
      <ul className="list-disc pl-5">
        {groups.map((group) => (
          <li key={group.predicted}>{groupText(group)}</li>
        ))}
      </ul>
      <p className="mt-1 text-ink-2">
        {unexpected.length === 0
          ? 'Nobody went another way than predicted.'
          : `${formatCount(unexpected.length)} went another way than predicted:`}
      </p>
      {shown.length > 0 && (
        <ul className="list-disc pl-5">
          {shown.map(({ position, name, words, reason }) => (
            <li key={position} className="wrap-anywhere">
              {name} <span className="text-ink-2">({words})</span> {reason}
            </li>
          ))}
        </ul>
      )}
      {unexpected.length > firstNames && (
        <Button variant="quiet" size="sm" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${formatCount(unexpected.length)}`}
        </Button>
      )}
    </section>
  );
}

/** `24 predicted “will be refused”: 23 as predicted, 1 otherwise`. The numbers after the colon sum up to the first. */
function groupText({ predicted, count, asPredicted, otherwise }: PredictedUsers): string {
  if (predicted === null) return `${formatCount(count)} not checked before the run: nothing was predicted`;
  const parts = [
    [asPredicted, 'as predicted'],
    [otherwise, 'otherwise'],
    [count - asPredicted - otherwise, 'without an outcome'],
  ] as const;
  const found = parts.filter(([users]) => users > 0).map(([users, what]) => `${formatCount(users)} ${what}`);
  return `${formatCount(count)} predicted “${leafLabels[predicted].toLowerCase()}”: ${found.join(', ')}`;
}
