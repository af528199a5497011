/** How the admin likes the columns, kept by header, so that it fits the next export too. */
import type { ReviewColumn } from '#components/review/columns/review-columns.ts';
import type { KeptColumns } from '#lib/contract/preferences';

/** By the ids of the columns of one roster. */
export interface ColumnChoices {
  columnVisibility: Record<string, boolean>;
  columnSizing: Record<string, number>;
  columnOrder: string[];
}

/** What was chosen for columns of these names; nothing where nothing was. */
export function choicesOf(kept: KeptColumns | null, columns: readonly ReviewColumn[]): ColumnChoices {
  if (!kept) return { columnVisibility: {}, columnSizing: {}, columnOrder: [] };
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

/** What is chosen now, by the headers of these columns. */
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

/** The columns in the order that was chosen; those that are not in it stay where they are, at the end. */
export function ordered(columns: readonly ReviewColumn[], order: readonly string[]): ReviewColumn[] {
  const place = ({ id }: ReviewColumn): number => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...columns].sort((a, b) => place(a) - place(b));
}

/** The order with one column moved by `by` places; the first column stays first. */
export function moved(columns: readonly ReviewColumn[], id: string, by: number): string[] {
  const ids = columns.map((column) => column.id);
  const from = ids.indexOf(id);
  const to = Math.max(1, Math.min(ids.length - 1, from + by));
  if (from < 1 || from === to) return ids;
  ids.splice(to, 0, ...ids.splice(from, 1));
  return ids;
}
