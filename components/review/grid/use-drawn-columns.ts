import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useMemo } from 'react';
import type { UsersColumn } from '#components/review/grid/users-table-features.ts';

/**
 * Which columns are drawn, as indices: `every` column, or those in sight, the pinned ones, which stay in sight, and the
 * one with the focus. Returns the same array while they stay the same.
 */
export function useDrawnColumns(
  scroller: RefObject<HTMLElement | null>,
  columns: readonly UsersColumn[],
  active: number,
  every: boolean,
): readonly number[] {
  const widths = columns.map((column) => column.getSize());
  const pinned = columns.flatMap((column, at) => (column.getIsPinned() ? [at] : []));
  const virtualizer = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => widths[at] ?? 0,
    overscan: 1,
    rangeExtractor: (range) =>
      every
        ? [...columns.keys()]
        : [...new Set([...pinned, active, ...defaultRangeExtractor(range)])].sort((a, b) => a - b),
  });
  const all = widths.join();
  useEffect(() => {
    if (all) virtualizer.measure();
  }, [virtualizer, all]);
  const drawn = virtualizer
    .getVirtualItems()
    .map(({ index }) => index)
    .join();
  return useMemo(() => drawn.split(',').filter(Boolean).map(Number), [drawn]);
}
