import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useMemo } from 'react';
import type { ListedUser, ListedUsers } from '#components/review/view/listed-users.ts';

/**
 * The users whose rows are in sight, and the height of all rows. The row in place `active` has the focus and is drawn
 * wherever it is, or the focus would be lost by scrolling.
 */
export function useRowsInSight(
  scroller: RefObject<HTMLElement | null>,
  listed: ListedUsers,
  rowHeight: number,
  active: number,
): { inSight: ListedUser[]; height: number } {
  const virtualizer = useVirtualizer({
    count: listed.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 3,
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), Math.max(0, active)])].sort((a, b) => a - b),
  });
  useEffect(() => {
    if (rowHeight) virtualizer.measure();
  }, [virtualizer, rowHeight]);
  const items = virtualizer.getVirtualItems();
  const inSight = useMemo(() => items.flatMap(({ index }) => listed.at(index) ?? []), [items, listed]);
  return { inSight, height: virtualizer.getTotalSize() };
}
