/** Reads a file into rows of cells: a workbook or a CSV file, as its first bytes say. Its name does not matter. */
import type { HeaderRating } from '#lib/domain/csv/dialect';
import type { CsvEncoding } from '#lib/domain/csv/encoding';
import { type CsvFault, CsvReading, type CsvRow } from '#lib/domain/csv/reading';
import type { WorkbookFault } from '#lib/domain/workbook/package/fault';
import { isContainer, type WorkbookChoice, WorkbookReading } from '#lib/domain/workbook/reading';

/** The number of bytes that tell a workbook from a CSV file. */
const enough = 4;
const notAsked: WorkbookChoice = { sheet: null, hiddenRows: null };

/** Reads one file. Its rows come while the bytes arrive, or all at the end. */
export class FileReading {
  private readonly csv: CsvReading;
  private workbook: WorkbookReading | null = null;
  private head: Uint8Array | null = new Uint8Array(0);

  /** `rating` rates cells as a header. `choice` has the admin's answers about a workbook. */
  constructor(
    rating: HeaderRating,
    private readonly choice: WorkbookChoice = notAsked,
  ) {
    this.csv = new CsvReading(rating);
  }

  /** The reason why reading stopped; null while there is no reason. */
  get fault(): CsvFault | WorkbookFault | null {
    return this.workbook ? this.workbook.fault : this.csv.fault;
  }

  /** Whether the rows come from a sheet, in which a row has as many cells as the header. */
  get isSheet(): boolean {
    return this.workbook !== null;
  }

  /** Remarks about a workbook for the admin, once all rows were given. */
  get notes(): readonly string[] {
    return this.workbook?.notes ?? [];
  }

  /** The sheet of a workbook that was read, and the admin's answers about it; null for a CSV file. */
  get chosen(): WorkbookChoice | null {
    return this.workbook?.chosen ?? null;
  }

  get delimiter(): string {
    return this.csv.delimiter;
  }

  get encoding(): CsvEncoding {
    return this.csv.encoding;
  }

  /** The first line of a CSV file with a non-ASCII character; null if there is none yet. */
  get foreignLine(): number | null {
    return this.csv.foreignLine;
  }

  /** Sets the number of columns in the header. Rows of a sheet are filled up to it. */
  headed(columns: number): void {
    this.workbook?.headed(columns);
  }

  /** Takes the next bytes and gives the rows that they complete, in batches, as `CsvReading.push`. */
  *push(bytes: Uint8Array): Generator<CsvRow[]> {
    if (this.head === null) return yield* this.rest(bytes);
    const head = new Uint8Array(this.head.length + bytes.length);
    head.set(this.head);
    head.set(bytes, this.head.length);
    this.head = head;
    if (head.length >= enough) yield* this.begin(head);
  }

  /** The remaining rows. */
  *end(): Generator<CsvRow[]> {
    if (this.head !== null) yield* this.begin(this.head);
    yield* this.workbook ? this.workbook.end() : this.csv.end();
  }

  private *begin(head: Uint8Array): Generator<CsvRow[]> {
    this.head = null;
    if (isContainer(head)) this.workbook = new WorkbookReading(this.choice);
    yield* this.rest(head);
  }

  private *rest(bytes: Uint8Array): Generator<CsvRow[]> {
    if (this.workbook) this.workbook.push(bytes);
    else yield* this.csv.push(bytes);
  }
}
