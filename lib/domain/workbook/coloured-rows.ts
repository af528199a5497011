/**
 * Finds rows that are highlighted by a colour. People mark users in this way, and the file does not say what the colour
 * means.
 */
import type { SheetRow } from '#lib/domain/workbook/sheet';

/** Largest share of coloured rows that count as marked. More of them are a pattern, such as every second row. */
const mostMarked = 1 / 3;

/** Rows with a cell whose colour is not the usual one of its column. */
export interface ColouredRows {
  /** The number of these rows, and the first of them; null for none. */
  count: number;
  first: number | null;
  /** The numbers of the rows that are marked: none if there are too many. */
  marked: ReadonlySet<number>;
}

/** Finds these rows. The first row is usually the header, which may have any colour. */
export function colouredRows([, ...rows]: readonly SheetRow[]): ColouredRows {
  if (rows.every(({ fills }) => fills === null)) return { count: 0, first: null, marked: new Set() };
  const usual = usualFills(rows);
  const apart = rows.filter(({ cells, fills }) =>
    cells.some((cell, at) => cell !== '' && (fills?.get(at) ?? '') !== (usual[at] ?? '')),
  );
  const isMark = apart.length <= rows.length * mostMarked;
  return {
    count: apart.length,
    first: apart[0]?.number ?? null,
    marked: new Set(isMark ? apart.map(({ number }) => number) : []),
  };
}

/** The most frequent colour of cells with text, by column; '' is none. */
function usualFills(rows: readonly SheetRow[]): string[] {
  const counted: Map<string, number>[] = [];
  for (const { cells, fills } of rows) {
    for (const [at, cell] of cells.entries()) {
      if (cell === '') continue;
      counted[at] ??= new Map([['', 0]]);
      const fill = fills?.get(at) ?? '';
      counted[at].set(fill, (counted[at].get(fill) ?? 0) + 1);
    }
  }
  return Array.from(counted, (column = new Map()) => {
    const [usual] = [...column].reduce((best, each) => (each[1] > best[1] ? each : best), ['', 0]);
    return usual;
  });
}
