/**
 * Reads an export as it arrives. Certain values become data. Doubtful rows are passed on with a problem. A file that
 * cannot be read is refused as a whole. No input throws: bytes of any kind give a result.
 */
import type { CsvRow } from '#lib/domain/csv/reading';
import { RosterBuilder } from '#lib/domain/roster/builder';
import { certainScore, headerScore } from '#lib/domain/roster/columns';
import {
  emptyFile,
  headerOnly,
  linesLost,
  tooManyBytes,
  tooManyRows,
  uploadBroke,
  withGarbledNote,
} from '#lib/domain/roster/errors';
import { Head } from '#lib/domain/roster/head';
import { otherHeader, otherHeaderNote, sameHeader } from '#lib/domain/roster/header-again';
import { firstRows, openingOf } from '#lib/domain/roster/opening';
import type {
  ColumnMapping,
  ReadRosterResult,
  RosterError,
  RosterUser,
  RowProblem,
} from '#lib/domain/roster/roster';
import { fileError } from '#lib/domain/roster/workbook-errors';
import { placeNoun } from '#lib/domain/text/place';
import { FileReading } from '#lib/domain/workbook/file-reading';
import type { WorkbookChoice } from '#lib/domain/workbook/reading';

/** Optional settings of a reading. */
interface ReadRosterOptions {
  /** Maximum file size in bytes; 200 MB by default. */
  maxBytes?: number;
  /** The role of each column, if the admin was asked. */
  mapping?: ColumnMapping | null;
  /** The admin's answers about a workbook, if they were asked. */
  workbook?: WorkbookChoice;
  /** The name of the file. */
  name?: string;
  /** The day on which it is read, YYYY-MM-DD: dates on which users leave are compared with it. */
  today?: string;
  /** Called with the number of bytes read so far. */
  onProgress?(bytes: number): void;
}

/** The default maximum file size, in bytes. */
export const defaultMaxBytes = 200_000_000;
/**
 * Maximum number of records without the header, blank lines and duplicates included. Every account ID stays in memory,
 * to find duplicates, and a file of line ends must not take longer than one of users.
 */
const mostRecords = 1_000_000;
/**
 * Numbers of bytes and of rows that are processed before the event loop has its turn. The size stays small because
 * texts beyond some 128 kB would be V8 large objects, which only a full collection frees: reading took a tenth longer
 * with them.
 */
const pieceBytes = 65_536;
const rowsBetweenTurns = 4000;
/** Minimum number of rows that a batch counts for, since unpacking a workbook gives empty batches. */
const leastOfBatch = 500;
const noProblems: RowProblem[] = [];

/**
 * Reads the file in `chunks` and passes its users to `sink`, about 1,000 at a time, in file order. If the result is an
 * error, users already passed on are void. Rejects only if `sink` or `onProgress` throws.
 */
export async function readRoster(
  chunks: AsyncIterable<Uint8Array>,
  sink: (batch: RosterUser[]) => void,
  options: ReadRosterOptions = {},
): Promise<ReadRosterResult> {
  const { maxBytes = defaultMaxBytes } = options;
  const reading = new RosterReading(sink, options);
  const source = new Pieces(chunks);
  let bytes = 0;
  for await (const piece of source.pieces()) {
    bytes += piece.length;
    if (bytes > maxBytes) return { ok: false, error: tooManyBytes(maxBytes) };
    options.onProgress?.(bytes);
    const error = await reading.take(reading.file.push(piece));
    if (error) return { ok: false, error };
  }
  if (source.broken) return { ok: false, error: uploadBroke(source.broken.reason) };
  const error = await reading.take(reading.file.end());
  return error ? { ok: false, error } : reading.result();
}

/** The source in pieces of bounded size; an error of the source becomes a value. */
class Pieces {
  broken: { reason: unknown } | null = null;

  constructor(private readonly chunks: AsyncIterable<Uint8Array>) {}

  async *pieces(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of this.chunks) {
        for (let at = 0; at < chunk.length; at += pieceBytes) yield chunk.subarray(at, at + pieceBytes);
      }
    } catch (reason) {
      this.broken = { reason };
    }
  }
}

/** Rows in, users out. */
class RosterReading {
  readonly file: FileReading;
  private builder: RosterBuilder | null = null;
  private readonly head = new Head();
  private headerLine: number | null = null;
  private columns = 0;
  private blankLines = 0;
  private records = 0;
  private rowsSinceTurn = 0;
  /** Physical lines taken so far, and those up to the header. */
  private lines = 0;
  private headLines = 0;
  /** The line of a header with other columns, below which nothing is certain; null if there is none. */
  private otherHeaderLine: number | null = null;

  private readonly mapping: ColumnMapping | null;
  private readonly today: string | undefined;
  private readonly name: string | null;

  constructor(
    private readonly sink: (batch: RosterUser[]) => void,
    { mapping = null, workbook, today, name }: ReadRosterOptions,
  ) {
    this.mapping = mapping;
    this.today = today;
    this.name = name ?? null;
    this.file = new FileReading({ score: headerScore, certain: certainScore }, workbook);
  }

  /** Takes batches of rows. Stops at the first one that is a reason to refuse the file, and returns that reason. */
  async take(batches: Iterable<CsvRow[]>): Promise<RosterError | null> {
    for (const rows of batches) {
      for (const row of rows) {
        const error = this.row(row);
        if (error) return error;
      }
      this.rowsSinceTurn += Math.max(rows.length, leastOfBatch);
      if (this.rowsSinceTurn < rowsBetweenTurns) continue;
      this.rowsSinceTurn = 0;
      await new Promise((resolve) => setImmediate(resolve));
    }
    return this.file.fault && fileError(this.file.fault);
  }

  result(): ReadRosterResult {
    const error = this.builder ? null : this.begin();
    if (error) return { ok: false, error };
    if (!this.builder) return { ok: false, error: emptyFile() };
    if (this.builder.rows === 0) return { ok: false, error: headerOnly(this.headerLine ?? 1) };
    const accounted = this.headLines + this.blankLines + this.builder.rowLines + this.builder.commentLines;
    if (accounted !== this.lines) return { ok: false, error: linesLost(this.lines, accounted) };
    // The admin may have chosen a title as the header, and sees the rows that do not fit.
    const isChosen = this.mapping?.headerLine !== undefined;
    const misfit = isChosen ? null : this.builder.misfit(this.headerLine ?? 1);
    if (misfit) return { ok: false, error: misfit };
    const { encoding } = this.file;
    for (const note of this.file.notes) this.builder.note(this.headerLine ?? 1, note);
    if (encoding === 'windows-1252') {
      this.builder.note(
        this.file.foreignLine ?? this.headerLine ?? 1,
        'The file is not UTF-8. Lockstep read it as Windows-1252. Account IDs are not affected, but names and groups may be wrong wherever they have letters other than a to z. Save it as “CSV UTF-8” to be certain.',
      );
    }
    const { blankLines, headerLine, head } = this;
    const about = { encoding, blankLines, headerLine, firstRows: firstRows(head) };
    const summary = this.builder.end(about);
    return { ok: true, summary: this.file.chosen ? { ...summary, workbook: this.file.chosen } : summary };
  }

  private row(row: CsvRow): RosterError | null {
    this.lines += row.lastLine - row.line + 1;
    this.records += 1;
    // Before the header is found, one of the rows may be the header, which does not count.
    const most = this.builder ? mostRecords : mostRecords + 1;
    if (this.records > most) return tooManyRows(mostRecords, row.line);
    if (row.cells.every((cell) => cell.trim() === '')) {
      this.blankLines += row.lastLine - row.line + 1;
      return null;
    }
    if (!this.builder) return this.head.take(row) ? this.begin() : null;
    this.add(this.builder, row);
    return null;
  }

  private add(builder: RosterBuilder, row: CsvRow): void {
    const filled = this.file.isSheet ? filledUp(row, this.columns) : row;
    const unread = this.mapping === null ? builder.unreadId(filled) : null;
    const doubts = this.headerDoubts(builder, filled);
    builder.add(filled, unread === null ? doubts : [...doubts, unread]);
  }

  /** Doubts about a row because of headers further down. */
  private headerDoubts(builder: RosterBuilder, row: CsvRow): RowProblem[] {
    const { line } = row;
    const noun = placeNoun(this.file.isSheet);
    if (this.otherHeaderLine === null) {
      const again = builder.headerAgain(row);
      if (again === null) return noProblems;
      if (again === 'same') return [sameHeader(line, noun)];
      this.otherHeaderLine = line;
      builder.note(line, otherHeaderNote(line, noun));
    }
    return [otherHeader(this.otherHeaderLine, line, noun)];
  }

  /** Finds the header among the first rows and reads those below it. Does nothing if no row has content. */
  private begin(): RosterError | null {
    const { head, mapping } = this;
    const { delimiter, isSheet } = this.file;
    const opening = openingOf(head, { delimiter, isSheet, today: this.today }, mapping);
    if (opening === null) return null;
    if (!opening.ok) {
      const { error } = opening;
      return this.file.encoding === 'windows-1252' && error.columns ? withGarbledNote(error) : error;
    }
    const { plan, parts, notes } = opening;
    const builder = new RosterBuilder(plan, this.sink);
    this.builder = builder;
    this.columns = plan.columns.length;
    this.file.headed(this.columns);
    this.headerLine = parts.madeUp === null ? parts.header.line : null;
    if (parts.madeUp === null) this.records -= 1;
    this.blankLines += parts.blankLines;
    const upToHeader = parts.madeUp === null ? [...parts.above, parts.header] : parts.above;
    this.headLines = upToHeader.reduce((sum, row) => sum + row.lastLine - row.line + 1, 0);
    for (const { line, message } of notes) builder.note(line, message);
    builder.beginBelow({ file: this.name, sheet: this.file.chosen?.sheet ?? null }, parts.above);
    for (const row of parts.below) this.add(builder, row);
    return null;
  }
}

/** The row of a sheet with a cell for every column: a sheet stores no empty cells at the end of a row. */
function filledUp(row: CsvRow, columns: number): CsvRow {
  const missing = columns - row.cells.length;
  return missing <= 0 ? row : { ...row, cells: [...row.cells, ...Array<string>(missing).fill('')] };
}
