import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { type GridPlace, placeName } from '#components/review/grid/cell-focus.ts';

/** The tab stop of a grid in which nothing had the focus yet: the tick of the first user. */
export const firstPlace: GridPlace = { row: 1, column: 0 };

/**
 * One cell of the grid is its tab stop; arrow keys move it. It is the cell that was `wanted` last, or the nearest one
 * that exists. `extend` is called when Shift moves it from one row to the next.
 */
export function useGridFocus(
  grid: RefObject<HTMLElement | null>,
  [wanted, setWanted]: readonly [GridPlace, (place: GridPlace) => void],
  size: { rows: number; columns: number; rowHeight: number },
  extend: (from: number, to: number) => void,
) {
  const place = {
    row: Math.min(wanted.row, size.rows - 1),
    column: Math.min(wanted.column, size.columns - 1),
  };
  /**
   * The place that a key press led to, until it has the focus: an effect of an earlier render may run before it is
   * drawn.
   */
  const ahead = useRef<string | null>(null);

  useEffect(() => {
    if (ahead.current !== placeName(place)) return;
    ahead.current = null;
    const cell = grid.current?.querySelector<HTMLElement>(`[data-place="${placeName(place)}"]`);
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const next = destination(event, place, {
      ...size,
      page: Math.max(1, Math.floor((grid.current?.clientHeight ?? 0) / size.rowHeight) - 2),
    });
    if (!next) return;
    event.preventDefault();
    if (event.shiftKey && Math.abs(next.row - place.row) === 1) extend(place.row, next.row);
    ahead.current = placeName(next);
    setWanted(next);
  }

  function onFocus(event: FocusEvent<HTMLElement>): void {
    const name = event.target.closest<HTMLElement>('[data-place]')?.dataset.place;
    const [row, column] = (name ?? '').split(':').map(Number);
    if (row !== undefined && column !== undefined && name) setWanted({ row, column });
  }

  return { place, onKeyDown, onFocus };
}

/** The place that a key leads to; null for a key that the grid does not handle. */
function destination(
  event: KeyboardEvent<HTMLElement>,
  { row, column }: GridPlace,
  size: { rows: number; columns: number; page: number },
): GridPlace | null {
  if (event.altKey) return null;
  const jump = event.ctrlKey || event.metaKey;
  const within = (to: GridPlace): GridPlace => ({
    row: Math.max(0, Math.min(size.rows - 1, to.row)),
    column: Math.max(0, Math.min(size.columns - 1, to.column)),
  });
  switch (event.key) {
    case 'ArrowUp':
      return within({ row: jump ? Math.min(row, 1) : row - 1, column });
    case 'ArrowDown':
      return within({ row: jump ? size.rows : row + 1, column });
    case 'ArrowLeft':
      return within({ row, column: jump ? 0 : column - 1 });
    case 'ArrowRight':
      return within({ row, column: jump ? size.columns : column + 1 });
    case 'PageUp':
      return within({ row: Math.max(1, row - size.page), column });
    case 'PageDown':
      return within({ row: row + size.page, column });
    case 'Home':
      return within({ row: jump ? 1 : row, column: 0 });
    case 'End':
      return within({ row: jump ? size.rows : row, column: jump ? column : size.columns });
    default:
      return null;
  }
}
