/**
 * Watches whether the rows have as many cells as the header. If every row has the same surplus, the header is at fault.
 * If every row lacks the same number, a column may be missing anywhere.
 */
import type { CsvRow } from '#lib/domain/csv/reading';
import { shortHeader } from '#lib/domain/roster/errors';
import type { RosterError } from '#lib/domain/roster/roster';

/** The least number of rows that show a fault of the header. One row may have a comma too many. */
const leastRows = 2;
/** The same for rows that are too short: a spreadsheet leaves out empty cells at the end of single rows. */
const leastShortRows = 3;

/** The surplus or the shortage of the rows of one file. */
export class HeaderFit {
  private rows = 0;
  /** The cells beyond the header in every row so far; null if the rows differ. */
  private surplus: number | null = 0;
  /** The cells that every row so far lacks; null if the rows differ. */
  private shortage: number | null = 0;

  /** `columns`: the number of cells in the header. */
  constructor(private readonly columns: number) {}

  see({ cells }: Pick<CsvRow, 'cells'>): void {
    const beyond = Math.max(0, cells.length - this.columns);
    const missing = Math.max(0, this.columns - cells.length);
    this.surplus = this.rows === 0 || this.surplus === beyond ? beyond : null;
    this.shortage = this.rows === 0 || this.shortage === missing ? missing : null;
    this.rows += 1;
  }

  /** The number of cells that every row lacks, so that it is not certain which; 0 if that is no fault of all rows. */
  missing(): number {
    return this.rows < leastShortRows ? 0 : (this.shortage ?? 0);
  }

  /** The reason why the file is refused; null if the header fits. `line` is that of the header. */
  error(line: number): RosterError | null {
    if (this.surplus === null || this.surplus === 0 || this.rows < leastRows) return null;
    return shortHeader(line, this.columns, this.columns + this.surplus);
  }
}
