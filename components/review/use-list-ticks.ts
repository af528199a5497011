import { useMemo } from 'react';
import type { SelectionState, SelectionStore } from '#components/review/ticks/selection-store.ts';
import { countTicks, notOnly } from '#components/review/ticks/tick-change.ts';
import type { ReviewView } from '#components/review/view/use-review-view.ts';
import { formatCount } from '#components/shared/format.ts';

/** One tick for all listed users: its state, what a press does, and why it cannot be pressed. */
export function useListTicks(
  { rows, narrowed }: ReviewView,
  selection: SelectionStore,
  { index, ticks }: SelectionState,
) {
  const { eligible, ticked } = useMemo(() => countTicks(index, ticks, rows), [index, ticks, rows]);
  const to = ticked < eligible;
  const which = narrowed ? 'that match' : 'who can be deactivated';
  const only = (): void => selection.set(notOnly(index, ticks, rows), 'other');
  return {
    label: `${to ? 'Tick' : 'Untick'} all ${formatCount(eligible)} ${which}`,
    checked: eligible > 0 && !to ? true : ticked > 0 ? ('some' as const) : false,
    blockedBy: eligible === 0 ? 'nobody listed can be deactivated' : null,
    onTick: () => selection.set(rows, to),
    only:
      narrowed && eligible > 0
        ? { label: `Tick only the ${formatCount(eligible)} that match`, onTick: only }
        : null,
    choices: [
      ...(narrowed
        ? [
            {
              label: `Tick only the ${formatCount(eligible)} that match`,
              disabled: eligible === 0,
              run: only,
            },
          ]
        : []),
      {
        label: `Tick all ${formatCount(eligible)} ${which}`,
        disabled: ticked === eligible,
        run: () => selection.set(rows, true),
      },
      {
        label: `Untick all ${formatCount(eligible)} ${which}`,
        disabled: ticked === 0,
        run: () => selection.set(rows, false),
      },
      {
        label: `Invert the ticks of the ${formatCount(eligible)} ${which}`,
        disabled: eligible === 0,
        run: () => selection.set(rows, 'other'),
      },
    ],
  };
}
