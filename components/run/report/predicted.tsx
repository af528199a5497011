import { useState } from 'react';
import type { againstPrediction } from '#components/run/report/against-prediction.ts';
import { formatCount, formatQuantity } from '#components/shared/format.ts';
import { Button } from '#components/ui/button.tsx';

const firstNames = 5;

/** How many went as predicted, and who did not, each with the reason. */
export function Predicted({
  comparison: { predicted, unchecked, met, unexpected },
}: {
  comparison: NonNullable<ReturnType<typeof againstPrediction>>;
}) {
  const [all, setAll] = useState(false);
  const shown = all ? unexpected : unexpected.slice(0, firstNames);
  return (
    <section aria-labelledby="against-prediction">
      <h3 id="against-prediction" className="font-semibold">
        Predicted against outcome
      </h3>
      <p className="text-ink-2">
        {formatQuantity(predicted, 'user was', 'users were')} predicted to be deactivated.{' '}
        {formatQuantity(met, 'user', 'users')} went as predicted
        {unexpected.length === 0
          ? ', and none turned out otherwise.'
          : `, ${formatCount(unexpected.length)} otherwise.`}
        {unchecked > 0 &&
          ` Nothing was predicted of ${formatQuantity(unchecked, 'user', 'users')}, who had not been checked.`}
      </p>
      <ul className="list-disc pl-5">
        {shown.map(({ position, name, words, reason }) => (
          <li key={position} className="wrap-anywhere">
            {name} <span className="text-ink-2">({words})</span> {reason}
          </li>
        ))}
      </ul>
      {unexpected.length > firstNames && (
        <Button variant="quiet" size="sm" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${formatCount(unexpected.length)}`}
        </Button>
      )}
    </section>
  );
}
