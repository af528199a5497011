import { useMemo } from 'react';
import { attentionGroups } from '#components/run/report/attention.ts';
import { attentionCount } from '#components/run/users/run-rows.ts';
import { formatCount } from '#components/shared/format.ts';
import { cx } from '#components/ui/class-names.ts';
import type { RunState } from '#lib/domain/run/state';

/**
 * The reasons why users of a run need attention, the most frequent first: at most `most` beside the list of users.
 * Above the list it shows at most three, and one in a narrow window.
 */
export function ReasonsSoFar({ state, most, onList }: { state: RunState; most: number; onList: () => void }) {
  const count = attentionCount(state);
  const ended = state.status === 'ended';
  // The state changes in place. The reasons are others only if the number is.
  const groups = useMemo(
    () =>
      count === 0
        ? []
        : attentionGroups(state).sort((one, other) => other.positions.length - one.positions.length),
    [state, count],
  );
  return (
    <div className="flex flex-1 flex-col justify-between gap-1">
      {groups.length === 0 && <p className="text-ink-2 text-xs">{ended ? 'Nobody.' : 'Nobody so far.'}</p>}
      {groups.length > 0 && (
        <ul className="grid gap-1.5">
          {groups.slice(0, most).map(({ message, positions }, at) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: a reason that becomes more frequent is written anew
              key={at}
              className={cx('flex min-h-10 gap-2', at > 0 && 'max-sm:hidden', at > 2 && 'max-lg:hidden')}
            >
              <span className="font-semibold">{formatCount(positions.length)}</span>
              <span className="line-clamp-2 min-w-0 wrap-anywhere" title={message}>
                {message}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className="flex flex-wrap gap-x-4 font-medium text-accent text-xs">
        {groups.length > 0 && (
          <button type="button" onClick={onList} className="min-h-6 hover:underline">
            List these {formatCount(count)}
            {groups.length > most && `, for ${formatCount(groups.length)} reasons`}
          </button>
        )}
        {ended && (
          <a href="#report" className="min-h-6 content-center hover:underline">
            See the report
          </a>
        )}
      </p>
    </div>
  );
}
