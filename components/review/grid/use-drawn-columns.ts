import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useMemo } from 'react';

/**
 * Which columns are drawn, as indices: those in sight, the first, which stays in sight, and the one with the focus.
 * The same array for as long as they are the same.
 */
export function useDrawnColumns(
  scroller: RefObject<HTMLElement | null>,
  widths: readonly number[],
  active: number,
): readonly number[] {
  const virtualizer = useVirtualizer({
    horizontal: true,
    count: widths.length,
    getScrollElement: () => scroller.current,
    estimateSize: (column) => widths[column] ?? 0,
    // The column of the ticks.
    paddingStart: 40,
    overscan: 1,
    rangeExtractor: (range) =>
      [...new Set([0, Math.max(0, active), ...defaultRangeExtractor(range)])]
        .filter((column) => column < widths.length)
        .sort((a, b) => a - b),
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
