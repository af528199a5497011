/** Chooses the sheet that is read. Lockstep reads the only one with rows; among several, the admin chooses. */
import type { CellContext } from '#lib/domain/workbook/cell-text';
import { type OfferedSheet, WorkbookProblem } from '#lib/domain/workbook/package/fault';
import { limits } from '#lib/domain/workbook/package/limits';
import type { Parts } from '#lib/domain/workbook/package/parts';
import { SheetReader, type SheetRow } from '#lib/domain/workbook/sheet';
import type { Sheet, Workbook } from '#lib/domain/workbook/workbook-part';

const mostCells = 8;
const longestCell = 60;

/** The sheet to read, and the other sheets with rows. Throws a `WorkbookProblem` if the admin must choose. */
export function* chosenSheet(
  parts: Parts,
  workbook: Workbook,
  context: CellContext,
  chosen: string | null,
): Generator<void, { sheet: Sheet; others: OfferedSheet[] }> {
  const offered: OfferedSheet[] = [];
  for (const { name, hidden, part } of workbook.sheets) {
    const row = yield* firstRow(parts, part, context);
    if (row) offered.push({ name, hidden, first: shown(row.cells) });
  }
  const [only] = offered;
  if (only === undefined) throw new WorkbookProblem({ kind: 'no-rows', sheets: workbook.sheets.length });
  const name = chosen ?? (offered.length === 1 && !only.hidden ? only.name : null);
  const sheet = workbook.sheets.find((each) => each.name === name);
  if (sheet === undefined || !offered.some((each) => each.name === name)) {
    throw new WorkbookProblem({ kind: 'which-sheet', sheets: offered, missing: chosen });
  }
  return { sheet, others: offered.filter((each) => each.name !== name) };
}

/** The first row with text; null if there is none. Stops there. */
function* firstRow(parts: Parts, part: string, context: CellContext): Generator<void, SheetRow | null> {
  const reader = new SheetReader(context);
  for (const _ of parts.read(part, reader, limits.unpackedBytes)) {
    if (reader.rows[0]) return reader.rows[0];
    yield;
  }
  return reader.rows[0] ?? null;
}

function shown(cells: readonly string[]): string[] {
  return cells
    .filter((cell) => cell.trim() !== '')
    .slice(0, mostCells)
    .map((cell) => cell.slice(0, longestCell));
}
