/**
 * Finds, while rows are read, the columns with dates in which day and month can be confused, so that the admin is
 * asked.
 */
import type { CsvRow } from '#lib/domain/csv/reading';
import type { DateColumn } from '#lib/domain/roster/cells/date-order';
import { type LastSeenColumn, readLastSeen } from '#lib/domain/roster/cells/last-seen';

/** The columns of the file, and those among them with last-seen dates. */
interface Columns {
  columns: readonly { role: string }[];
  lastSeen: readonly LastSeenColumn[];
}

/** The dates that one column has shown so far. */
interface Seen extends Omit<DateColumn, 'example' | 'order'> {
  example: DateColumn['example'] | null;
}

/** The beginning of a date in which the first number can be the day or the month. */
const inDoubt = /^\s*\d{1,2}[/-]\d/;

/** Maximum length of a date that is shown. */
const mostShown = 40;

/** Watches the date columns: when users were last seen, and when they were added. */
export class DateColumns {
  private readonly columns: Seen[];

  constructor({ columns, lastSeen }: Columns) {
    const seen = new Set(lastSeen.map(({ at }) => at));
    this.columns = columns.flatMap(({ role }, column) =>
      seen.has(column) || role === 'added'
        ? [{ column, rows: 0, example: null, dayFirstSeen: null, monthFirstSeen: null }]
        : [],
    );
  }

  /** Looks at the dates of the next row. */
  see({ cells, line }: CsvRow): void {
    for (const seen of this.columns) {
      const cell = cells[seen.column] ?? '';
      const third = cell.charCodeAt(2);
      // Atlassian's own dates, `3 Jan 2024`, have a letter or a digit there, or a space.
      if (cell === '' || (third >= 0x41 && third <= 0x7a) || !inDoubt.test(cell)) continue;
      const read = readLastSeen(cell);
      const text = cell.trim().slice(0, mostShown);
      if (read.said === 'ambiguous') {
        const { dayFirst, monthFirst } = read;
        seen.rows += 1;
        seen.example ??= { text, line, dayFirst, monthFirst };
      } else if (read.said === 'date') {
        if (read.order === 'day-first') seen.dayFirstSeen ??= { text, line };
        if (read.order === 'month-first') seen.monthFirstSeen ??= { text, line };
      }
    }
  }

  /**
   * The columns with dates that can be read in two ways. Empty if there are none: a file without the list is an older
   * one.
   */
  found(): { dateColumns: DateColumn[] } {
    const dateColumns = this.columns.flatMap(({ example, ...seen }) =>
      example === null ? [] : [{ ...seen, example, order: null }],
    );
    return { dateColumns };
  }
}
