/**
 * Reads a workbook into rows of cells, like those of a CSV file. Its table of contents is at its end, so it is kept
 * packed until all of it has arrived.
 */
import type { z } from 'zod';
import { type CsvRow, textFlaws } from '#lib/domain/csv/reading';
import { joinedBytes } from '#lib/domain/text/bytes';
import { cellStyles } from '#lib/domain/workbook/cell-styles';
import { chosenSheet } from '#lib/domain/workbook/choice';
import { type ColouredRows, colouredRows } from '#lib/domain/workbook/coloured-rows';
import { commentsOn, type SheetComments } from '#lib/domain/workbook/comments';
import { countHiddenRows } from '#lib/domain/workbook/hidden-rows';
import { fillMerged } from '#lib/domain/workbook/merged';
import { notesOn } from '#lib/domain/workbook/notes';
import { tooLarge, type WorkbookFault, WorkbookProblem } from '#lib/domain/workbook/package/fault';
import { compoundFile, mainPart } from '#lib/domain/workbook/package/format';
import { limits } from '#lib/domain/workbook/package/limits';
import { Parts } from '#lib/domain/workbook/package/parts';
import { Unpacker } from '#lib/domain/workbook/package/unpack';
import { zipEntries } from '#lib/domain/workbook/package/zip-directory';
import type { workbookChoiceSchema } from '#lib/domain/workbook/question';
import { sharedStrings } from '#lib/domain/workbook/shared-strings';
import { SheetReader, type SheetRow } from '#lib/domain/workbook/sheet';
import { workbookAt } from '#lib/domain/workbook/workbook-part';

/** The admin's answers about a workbook; null where they were not asked. */
export type WorkbookChoice = z.infer<typeof workbookChoiceSchema>;

const rowsPerBatch = 500;

/** Whether a file that begins with these bytes is a container of Office: a ZIP file, or a compound file. */
export function isContainer([a, b, c, d]: Uint8Array): boolean {
  const isZip = a === 0x50 && b === 0x4b && ((c === 3 && d === 4) || (c === 5 && d === 6));
  return isZip || isCompoundFile([a, b, c, d]);
}

const isCompoundFile = ([a, b, c, d]: Iterable<number | undefined>): boolean =>
  a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0;

/** A sheet: its rows, the numbers of those with cells merged over several columns, its comments and its colours. */
interface ReadSheet {
  rows: SheetRow[];
  merged: ReadonlySet<number>;
  comments: SheetComments;
  coloured: ColouredRows;
}

/** Reads one workbook. */
export class WorkbookReading {
  fault: WorkbookFault | null = null;
  /** Remarks for the admin, once all rows were given. */
  notes: string[] = [];
  /** The sheet that was read, and the admin's answer about its hidden rows; null until then. */
  chosen: WorkbookChoice | null = null;
  private rowCount = 0;
  private chunks: Uint8Array[] = [];
  private bytes = 0;

  constructor(private readonly choice: WorkbookChoice) {}

  /** Takes the next bytes. */
  push(bytes: Uint8Array): void {
    this.bytes += bytes.length;
    if (this.bytes <= limits.packedBytes) this.chunks.push(bytes.slice());
    else {
      this.fault ??= tooLarge('packed').fault;
      this.chunks = [];
    }
  }

  /**
   * Checks the number of cells once the header has this many columns: every row gets as many cells as the header has.
   */
  headed(columns: number): void {
    if (columns * this.rowCount > limits.cells) this.fault ??= tooLarge('cells').fault;
  }

  /** All rows with text, in batches. Empty batches come while the file is unpacked, so that other work can be done. */
  *end(): Generator<CsvRow[]> {
    if (this.fault) return;
    try {
      yield* this.rows(joinedBytes(this.chunks, this.bytes));
    } catch (problem) {
      if (!(problem instanceof WorkbookProblem)) throw problem;
      this.fault = problem.fault;
    }
  }

  private *rows(bytes: Uint8Array): Generator<CsvRow[]> {
    if (isCompoundFile(bytes)) throw compoundFile(bytes);
    const parts = new Parts(zipEntries(bytes), new Unpacker(bytes));
    const { rows, merged, comments, coloured } = yield* inTurns(this.sheet(parts));
    this.rowCount = rows.length;
    for (let at = 0; at < rows.length && !this.fault; at += rowsPerBatch) {
      yield rows.slice(at, at + rowsPerBatch).map((row) => {
        const { number } = row;
        const flaws = { merged: merged.has(number), coloured: coloured.marked.has(number) };
        return csvRow(row, flaws, comments.byRow.get(number));
      });
    }
  }

  private *sheet(parts: Parts): Generator<void, ReadSheet> {
    const workbook = yield* workbookAt(parts, yield* mainPart(parts));
    const context = {
      ...(yield* sharedStrings(parts, workbook.sharedStrings)),
      ...(yield* cellStyles(parts, workbook.styles)),
      from1904: workbook.from1904,
    };
    const { sheet, others } = yield* chosenSheet(parts, workbook, context, this.choice.sheet);
    const reader = new SheetReader(context);
    yield* parts.read(sheet.part, reader, limits.unpackedBytes);
    const { uncomputed } = reader;
    if (uncomputed.first !== null) {
      throw new WorkbookProblem({ kind: 'uncomputed', cell: uncomputed.first, count: uncomputed.count });
    }
    const hidden = countHiddenRows(reader.rows);
    const { hiddenRows } = this.choice;
    if (hidden.count > 0 && hiddenRows === null) {
      throw new WorkbookProblem({ kind: 'hidden-rows', sheet: sheet.name, ...hidden });
    }
    this.chosen = { sheet: sheet.name, hiddenRows: hidden.count > 0 ? hiddenRows : null };
    const coloured = colouredRows(reader.rows);
    const { filled, acrossColumns } = fillMerged(reader.rows, reader.merges);
    const comments = yield* commentsOn(parts, sheet.part);
    this.notes = notesOn({
      comments,
      coloured,
      name: sheet.name,
      others,
      hasMacros: workbook.hasMacros,
      reader,
      hiddenRows: { ...hidden, read: hiddenRows === 'read' },
      filled,
    });
    const rows = hiddenRows === 'leave-out' ? reader.rows.filter((row) => !row.hidden) : reader.rows;
    return { rows, merged: acrossColumns, comments, coloured };
  }
}

/** Does the work, and yields an empty batch at each of its pauses. */
function* inTurns<T>(work: Generator<void, T>): Generator<never[], T> {
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    yield [];
  }
}

function csvRow(
  { number, struck, cells }: SheetRow,
  { merged, coloured }: { merged: boolean; coloured: boolean },
  comments: readonly string[] | undefined,
): CsvRow {
  const flaws = [...textFlaws(cells.join('\n'))];
  if (merged) flaws.push('merged');
  if (struck) flaws.push('struck');
  if (coloured) flaws.push('coloured');
  return {
    cells,
    line: number,
    lastLine: number,
    reach: null,
    spaced: false,
    flaws,
    ...(comments && { comments }),
  };
}
