import { useMemo } from 'react';
import { attentionGroups } from '#components/run/report/attention.ts';
import { Card } from '#components/run/side/card.tsx';
import { attentionCount } from '#components/run/users/run-rows.ts';
import { formatCount } from '#components/shared/format.ts';
import type { RunState } from '#lib/domain/run/state';

/** Number of reasons shown. */
const most = 2;

/**
 * The most frequent reasons why users of a run under way need attention, each whole. They have room for two lines each
 * from the start, and stay when the run ends, so that little below them moves. A narrow window shows them below the
 * users, once there is one.
 */
export function NeedsAttention({ state, onList }: { state: RunState; onList: () => void }) {
  const count = attentionCount(state);
  // The state changes in place, so `count` is the dependency: the reasons change only together with it.
  const groups = useMemo(
    () =>
      count === 0
        ? []
        : attentionGroups(state).sort((one, other) => other.positions.length - one.positions.length),
    [state, count],
  );
  const list = (
    <button type="button" onClick={onList} className="-my-1 min-h-6 font-medium text-accent hover:underline">
      List these {formatCount(count)}
      {groups.length > most && `, for ${formatCount(groups.length)} reasons`}
    </button>
  );
  return (
    <div className={count === 0 ? 'max-sm:hidden' : undefined}>
      <Card title="Needs attention" action={count > 0 && list}>
        <div className="min-h-21.5">
          {groups.length === 0 ? (
            <div className="text-ink-2 text-xs">
              <p>{state.status === 'ended' ? 'Nobody.' : 'Nobody so far.'}</p>
              <p className="mt-1">Users who are refused, failed, in doubt or skipped are listed by reason.</p>
            </div>
          ) : (
            <ul className="grid gap-1.5">
              {groups.slice(0, most).map(({ message, positions }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a reason that becomes more frequent is written anew, not moved
                <li key={at} className="flex min-h-10 gap-2">
                  <span className="font-semibold">{formatCount(positions.length)}</span>
                  <span className="min-w-0 wrap-anywhere">{message}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
      </Card>
    </div>
  );
}
