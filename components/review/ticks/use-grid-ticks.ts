import { useCallback, useRef } from 'react';
import type { TickBook } from '#components/review/ticks/tick-book.ts';

/**
 * Ticking in a list, by its row numbers (1 is the first): one row, with Shift all from the last one ticked, and row
 * by row as Shift and an arrow key move along.
 */
export function useGridTicks(rows: Uint32Array, book: TickBook) {
  /** The row that was ticked or unticked last, and of which list: ranges begin there. */
  const anchor = useRef<{ rows: Uint32Array; row: number; to: boolean } | null>(null);
  const painting = useRef(false);

  const tick = useCallback(
    (row: number, shift: boolean) => {
      const { index, ticks } = book.state();
      const user = rows[row - 1];
      const from = anchor.current?.rows === rows ? anchor.current : null;
      painting.current = false;
      if (shift && from) {
        const [first, last] = [Math.min(from.row, row), Math.max(from.row, row)];
        book.set(rows.subarray(first - 1, last), from.to);
      } else if (user !== undefined && index.fixed[user] === 0) {
        const to = ticks[user] === 0;
        book.set(Uint32Array.of(user), to);
        anchor.current = { rows, row, to };
      }
    },
    [rows, book],
  );

  const paint = useCallback(
    (from: number, to: number) => {
      const { index, ticks } = book.state();
      const [here, next] = [rows[from - 1], rows[to - 1]];
      if (here === undefined || next === undefined) return;
      const known = anchor.current?.rows === rows ? anchor.current.to : null;
      const value = index.fixed[here] === 0 ? ticks[here] === 1 : known;
      if (value === null) return;
      book.set(Uint32Array.of(next), value, painting.current);
      painting.current = true;
      anchor.current = { rows, row: to, to: value };
    },
    [rows, book],
  );
  return { tick, paint };
}
