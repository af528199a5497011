/** The rows of a run's list that are in sight, and the focus that moves over them. */
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useRef, useState } from 'react';

/** Estimated height of a row in CSS pixels; each row is measured once it is drawn. */
export const rowHeight = 45;

/** `rows` are positions in the plan, in the order of the list. `onRead` is called when the keyboard moves in it. */
export function useRowsInSight(rows: readonly number[], onRead: () => void) {
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<number | null>(null);
  /** The place of the row that the Tab key reaches. */
  const tabStop = Math.max(0, active === null ? -1 : rows.indexOf(active));
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    getItemKey: (index) => rows[index] ?? index,
    // The row with the focus is drawn wherever it is, or the focus would be lost by scrolling.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), Math.min(tabStop, rows.length - 1)])].sort(
        (a, b) => a - b,
      ),
  });

  function move(event: KeyboardEvent<HTMLElement>): void {
    const to = destination(event.key, tabStop, rows.length - 1);
    if (to === undefined) return;
    event.preventDefault();
    onRead();
    setActive(rows[to] ?? null);
    virtualizer.scrollToIndex(to);
    requestAnimationFrame(() => {
      const button = scroller.current?.querySelector<HTMLElement>(`[data-row="${to}"]`);
      button?.focus({ preventScroll: true });
      // The whole row, and the page too where the list is higher than the window.
      button?.closest('tr')?.scrollIntoView({ block: 'nearest' });
    });
  }

  return { scroller, virtualizer, tabStop, setActive, move };
}

/** The place that a key leads to; undefined for keys that do not move the focus. */
function destination(key: string, from: number, last: number): number | undefined {
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
  const ends: Record<string, number> = { Home: 0, End: last };
  const step = steps[key];
  return step === undefined ? ends[key] : Math.min(last, Math.max(0, from + step));
}
