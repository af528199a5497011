/** The admin's choice of columns, kept by header so that it fits the next export, too. */
import type { ReviewColumn } from '#components/review/columns/review-columns.ts';
import { columnWidths, type KeptColumns } from '#lib/contract/preferences';

/** The choice by the ids of the columns of one roster. */
export interface ColumnChoices {
  columnVisibility: Record<string, boolean>;
  columnSizing: Record<string, number>;
  columnOrder: string[];
}

/** The default columns. */
export const noChoices: ColumnChoices = { columnVisibility: {}, columnSizing: {}, columnOrder: [] };

/** The choice that was kept for columns with these headers. */
export function choicesOf(kept: KeptColumns | null, columns: readonly ReviewColumn[]): ColumnChoices {
  if (!kept) return noChoices;
  const { hidden, order } = kept;
  const widths = new Map(Object.entries(kept.widths));
  const place = ({ header }: ReviewColumn): number =>
    order.includes(header) ? order.indexOf(header) : order.length;
  return {
    columnVisibility: Object.fromEntries(
      columns.filter(({ header }) => hidden.includes(header)).map(({ id }) => [id, false]),
    ),
    columnSizing: Object.fromEntries(
      columns.flatMap(({ id, header }) => {
        const width = widths.get(header);
        return width === undefined ? [] : [[id, width]];
      }),
    ),
    columnOrder:
      order.length === 0 ? [] : [...columns].sort((a, b) => place(a) - place(b)).map(({ id }) => id),
  };
}

/** The choice in the form in which it is stored. */
export function keptOf(
  columns: readonly ReviewColumn[],
  { columnVisibility, columnSizing, columnOrder }: ColumnChoices,
): KeptColumns {
  const headers = new Map(columns.map(({ id, header }) => [id, header]));
  const named = (ids: readonly string[]): string[] => ids.flatMap((id) => headers.get(id) ?? []);
  return {
    hidden: named(Object.keys(columnVisibility).filter((id) => columnVisibility[id] === false)),
    widths: Object.fromEntries(
      Object.entries(columnSizing).flatMap(([id, width]) => named([id]).map((header) => [header, width])),
    ),
    order: named(columnOrder),
  };
}

/** The order with one column moved to the place of another. */
export function moved(order: readonly string[], id: string, over: string): string[] {
  const [from, to] = [order.indexOf(id), order.indexOf(over)];
  const next = [...order];
  if (from >= 0 && to >= 0) next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

/** The widths, limited to those that can be stored: the table reports whatever the pointer asks for. */
export function withinBounds(widths: ColumnChoices['columnSizing']): ColumnChoices['columnSizing'] {
  const { least, most } = columnWidths;
  return Object.fromEntries(
    Object.entries(widths).map(([id, width]) => [id, Math.min(most, Math.max(least, width))]),
  );
}
