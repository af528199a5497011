import { useCallback, useRef } from 'react';
import type { SelectionStore } from '#components/review/ticks/selection-store.ts';
import { meantTogether } from '#components/review/ticks/tick-change.ts';

/**
 * Ticks rows of a list by their numbers, from 1: one row, with Shift all rows from the last one ticked, and with Shift
 * and an arrow key row by row.
 */
export function useGridTicks(rows: Uint32Array, selection: SelectionStore) {
  /** The row that was ticked or unticked last, and its list. Ranges begin there. */
  const anchor = useRef<{ rows: Uint32Array; row: number; to: boolean } | null>(null);
  const painting = useRef(false);

  const tick = useCallback(
    (row: number, shift: boolean) => {
      const { index, ticks } = selection.state();
      const user = rows[row - 1];
      const from = anchor.current?.rows === rows ? anchor.current : null;
      painting.current = false;
      if (shift && from) {
        const [first, last] = [Math.min(from.row, row), Math.max(from.row, row)];
        selection.set(meantTogether(index, ticks, rows.subarray(first - 1, last)), from.to);
      } else if (user !== undefined && index.free[user] === 1) {
        const to = ticks[user] === 0;
        selection.set(Uint32Array.of(user), to);
        anchor.current = { rows, row, to };
      }
    },
    [rows, selection],
  );

  const paint = useCallback(
    (from: number, to: number) => {
      const { index, ticks } = selection.state();
      const [here, next] = [rows[from - 1], rows[to - 1]];
      if (here === undefined || next === undefined) return;
      const known = anchor.current?.rows === rows ? anchor.current.to : null;
      const value = index.free[here] === 1 ? ticks[here] === 1 : known;
      if (value === null) return;
      selection.set(Uint32Array.of(next), value, painting.current);
      painting.current = true;
      anchor.current = { rows, row: to, to: value };
    },
    [rows, selection],
  );
  return { tick, paint };
}
