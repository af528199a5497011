/** The beginning of a file: its first rows, among which the header is found. */
import { looksLikeAccountId } from '#lib/domain/account/account-id';
import { isEmail } from '#lib/domain/account/email-domain';
import { readAccountId } from '#lib/domain/account/read-account-id';
import { isBlank } from '#lib/domain/csv/dialect';
import type { CsvRow } from '#lib/domain/csv/reading';
import { namesUser } from '#lib/domain/roster/column-refusal';
import { certainScore, headerScore } from '#lib/domain/roster/columns';
import type { ColumnMapping } from '#lib/domain/roster/roster';

/** The last line on which a header is looked for. */
export const lastHeaderLine = 20;

/** Number of rows, and of characters, that is enough to judge the columns. */
const enoughRows = 120;
const enoughCharacters = 262_144;

/** The header of a file, with the rows around it. */
export interface HeadParts {
  /** Titles and comments, which are skipped. */
  above: CsvRow[];
  header: CsvRow;
  below: CsvRow[];
  /** The kind of a made-up header, if the file has none and its first row is a user; null otherwise. */
  madeUp: 'ids' | 'emails' | 'chosen' | null;
  /** The number of blank lines among these rows. */
  blankLines: number;
}

/** Collects the first rows of a file. What it finds does not depend on the pieces in which the file arrives. */
export class Head {
  private readonly rows: CsvRow[] = [];
  private characters = 0;

  /** Takes the next row that has content, and tells whether these are enough. */
  take(row: CsvRow): boolean {
    this.rows.push(row);
    for (const cell of row.cells) this.characters += cell.length;
    return this.rows.length >= enoughRows || this.characters >= enoughCharacters;
  }

  /** The rows that have more than delimiters of any kind. */
  filled(): CsvRow[] {
    return this.rows.filter((row) => !row.cells.every(isBlank));
  }

  /** Finds the header; null if no row can be one. `mapping` is the admin's choice. */
  parts(mapping: ColumnMapping | null): HeadParts | null {
    const filled = this.filled();
    const chosen = mapping?.headerLine;
    const header = typeof chosen === 'number' ? filled.find(isAt(chosen)) : likelyHeader(filled, mapping);
    if (header === undefined) return null;
    const at = this.rows.indexOf(header);
    const above = filled.slice(0, filled.indexOf(header));
    const blanks = this.rows.slice(0, at).filter((row) => !above.includes(row));
    const made = madeUpHeader(header, mapping);
    return {
      above,
      header: made?.header ?? header,
      below: made === null ? this.rows.slice(at + 1) : this.rows.slice(at),
      madeUp: made?.by ?? null,
      blankLines: blanks.reduce((sum, { line, lastLine }) => sum + lastLine - line + 1, 0),
    };
  }
}

const isAt =
  (line: number) =>
  (row: CsvRow): boolean =>
    row.line <= line && line <= row.lastLine;

/** The row that is probably the header: titles may be above it, but no user. */
function likelyHeader(filled: readonly CsvRow[], mapping: ColumnMapping | null): CsvRow | undefined {
  const [first] = filled;
  if (first === undefined || mapping?.headerLine === null) return first;
  const user = filled.findIndex(namesUser);
  const free = filled.slice(0, user < 0 ? filled.length : user);
  const near = free.filter(({ line }) => line <= lastHeaderLine);
  const widest = Math.max(...filled.map(width));
  const wide = near.filter((row) => width(row) * 2 >= widest);
  // A narrow row may be a title: “Email addresses”.
  return wide.find(isHeader) ?? near.find(isHeader) ?? wide[0] ?? first;
}

const isHeader = ({ cells }: CsvRow): boolean => headerScore(cells) >= certainScore;

const width = ({ cells }: CsvRow): number => cells.filter((cell) => !isBlank(cell)).length;

/** A header for a file whose first row is a user already; null if the row is a header. */
function madeUpHeader(
  row: CsvRow,
  mapping: ColumnMapping | null,
): { header: CsvRow; by: NonNullable<HeadParts['madeUp']> } | null {
  const numbered = { ...row, cells: row.cells.map((_, at) => `Column ${at + 1}`), flaws: [], reach: null };
  if (mapping !== null) {
    const isHeaderless = mapping.headerLine === null || isChosenUser(row, mapping);
    return isHeaderless ? { header: numbered, by: 'chosen' } : null;
  }
  const [first = '', ...others] = row.cells;
  const isBare =
    row.flaws.every((flaw) => flaw === 'open') &&
    row.reach === null &&
    others.every((cell) => cell.trim() === '');
  if (!isBare) return null;
  const named = (header: string): CsvRow => ({ ...row, cells: [header, ...others.map(() => '')] });
  if (isAccountId(first)) return { header: named('Account ID'), by: 'ids' };
  return isEmail(first.trim()) ? { header: named('Email'), by: 'emails' } : null;
}

const isAccountId = (text: string): boolean => looksLikeAccountId(text) && readAccountId(text).ok;

/** Whether the row has a user's ID or address in a column that the admin chose for it. */
function isChosenUser(row: CsvRow, { accountId, email }: ColumnMapping): boolean {
  const chosen = (at: number | null): string => (at === null ? '' : (row.cells[at] ?? '').trim());
  const id = chosen(accountId);
  return isAccountId(id) || isOtherSystemsId(id) || isEmail(chosen(email));
}

/** An ID of another form: a number, a UUID, or hexadecimal digits. */
const isOtherSystemsId = (text: string): boolean =>
  /^\d+$/.test(text) || /^[0-9a-f]{8}-[0-9a-f-]{9,27}$/i.test(text) || /^(?=.*\d)[0-9a-f]{12,}$/i.test(text);
