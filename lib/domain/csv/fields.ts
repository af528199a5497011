/** The fields of complete records, by PapaParse. */
import Papa from 'papaparse';

const byteOrderMark = '\ufeff';

/** The cells of one record. */
interface CsvFields {
  cells: string[];
  /** True if the quotes of the record do not match. */
  unbalanced: boolean;
}

/**
 * Splits `count` records, each followed by `\n`, into their fields. Null if that gives another number of rows or a
 * fault, since it is then uncertain which fields belong to which record.
 */
export function parseTogether(text: string, delimiter: string, count: number): string[][] | null {
  const { data, errors } = parse(text, delimiter);
  if (errors.length > 0 || data.length !== count + 1) return null;
  data.pop();
  return data;
}

/** Splits one record whose quotes may not match. */
export function parseAlone(text: string, delimiter: string): CsvFields {
  const { data, errors } = parse(`${text}\n`, delimiter);
  const [first = [''], ...others] = data;
  const whole = errors.length === 0 && others.length === 1;
  if (others.at(-1)?.join('') === '') others.pop();
  return { cells: first.concat(...others), unbalanced: !whole };
}

/**
 * PapaParse adds one empty row for the line end that closes the last record, and leaves out a byte order mark before
 * the first one. Its `Parser` is used: after `Papa.parse`, V8 keeps the cells of earlier texts until a full collection.
 */
function parse(text: string, delimiter: string): Papa.ParseResult<string[]> {
  const parser = new Papa.Parser({ delimiter, newline: '\n', quoteChar: '"', escapeChar: '"' });
  return parser.parse(text.startsWith(byteOrderMark) ? text.slice(1) : text, 0, false);
}
