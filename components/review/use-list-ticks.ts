import { useMemo } from 'react';
import type { SelectionState, SelectionStore } from '#components/review/ticks/selection-store.ts';
import { countTicks, meantTogether, notOnly } from '#components/review/ticks/tick-change.ts';
import type { ReviewView } from '#components/review/view/use-review-view.ts';
import { formatCount } from '#components/shared/format.ts';

/** One tick for all listed users: its state, what a press does, and why it cannot be pressed. */
export function useListTicks(
  { rows: listed, narrowed }: ReviewView,
  selection: SelectionStore,
  { index, ticks }: SelectionState,
) {
  const rows = useMemo(() => meantTogether(index, ticks, listed), [index, ticks, listed]);
  const { eligible, ticked } = useMemo(() => countTicks(index, ticks, rows), [index, ticks, rows]);
  const to = ticked < eligible;
  const onlyDoubtful = useMemo(
    () => eligible > 0 && rows.every((user) => index.free[user] !== 1 || index.doubtful[user] === 1),
    [index, rows, eligible],
  );
  const count = formatCount(eligible);
  const those = eligible === listed.length ? 'that match' : 'eligible that match';
  const which = onlyDoubtful ? 'I have looked at' : narrowed ? those : 'eligible';
  const all = onlyDoubtful ? `the ${count}` : `all ${count}`;
  const only = (): void => selection.set(notOnly(index, ticks, rows), 'other');
  return {
    label: `${to ? 'Select' : 'Unselect'} ${all} ${which}`,
    checked: eligible > 0 && !to ? true : ticked > 0 ? ('some' as const) : false,
    blockedBy: eligible === 0 ? 'nobody listed can be deactivated' : null,
    onTick: () => selection.set(rows, to),
    only: narrowed && eligible > 0 ? { label: `Select only the ${count} ${those}`, onTick: only } : null,
    choices: [
      ...(narrowed
        ? [{ label: `Select only the ${count} ${those}`, disabled: eligible === 0, run: only }]
        : []),
      {
        label: `Select ${all} ${which}`,
        disabled: ticked === eligible,
        run: () => selection.set(rows, true),
      },
      {
        label: `Unselect ${all} ${which}`,
        disabled: ticked === 0,
        run: () => selection.set(rows, false),
      },
      {
        label: `Invert the selection of the ${count} ${which}`,
        disabled: eligible === 0,
        run: () => selection.set(rows, 'other'),
      },
    ],
  };
}
