import { useMemo } from 'react';
import { attentionGroups } from '#components/run/report/attention.ts';
import { attentionCount } from '#components/run/users/run-rows.ts';
import { formatCount } from '#components/shared/format.ts';
import type { RunState } from '#lib/domain/run/state';

/**
 * Maximum number of reasons shown. Beside the users, the card keeps their height from the start, so that nothing below it
 * moves.
 */
const most = 3;

/** Why users of a run that goes on need attention, the most frequent reason first. */
export function ReasonsSoFar({ state, onList }: { state: RunState; onList: () => void }) {
  const count = attentionCount(state);
  // The state changes in place. The reasons are others only if the number is.
  const groups = useMemo(
    () =>
      count === 0
        ? []
        : attentionGroups(state).sort((one, other) => other.positions.length - one.positions.length),
    [state, count],
  );
  return (
    <div className="lg:min-h-42">
      {groups.length === 0 && <p className="text-ink-2 text-xs">Nobody so far.</p>}
      <ul className="grid gap-1.5">
        {groups.slice(0, most).map(({ outcome, message, hint, positions }) => (
          <li key={`${outcome} ${message} ${hint}`} className="flex gap-2">
            <span className="font-semibold">{formatCount(positions.length)}</span>
            <span className="line-clamp-2 min-w-0 wrap-anywhere" title={message}>
              {message}
            </span>
          </li>
        ))}
      </ul>
      {groups.length > 0 && (
        <button
          type="button"
          onClick={onList}
          className="mt-1 min-h-6 font-medium text-accent text-xs hover:underline"
        >
          List these {formatCount(count)}
          {groups.length > most && `, for ${formatCount(groups.length)} reasons`}
        </button>
      )}
    </div>
  );
}
