/** The fields of complete records, by PapaParse. */
import Papa from 'papaparse';

export interface CsvFields {
  cells: string[];
  /** True where the quotes of the record do not add up. */
  torn: boolean;
}

/**
 * Splits `count` records, each with a `\n` behind it, into their fields; null where they do not give as many rows without a fault,
 * so that it is not certain which fields belong to which record.
 */
export function parseTogether(text: string, delimiter: string, count: number): string[][] | null {
  const { data, errors } = parse(text, delimiter);
  if (errors.length > 0 || data.length !== count + 1) return null;
  data.pop();
  return data;
}

/** Splits one record of which it is not certain that its quotes add up. */
export function parseAlone(text: string, delimiter: string): CsvFields {
  const { data, errors } = parse(`${text}\n`, delimiter);
  const [first = [''], ...others] = data;
  const whole = errors.length === 0 && others.length === 1;
  if (others.at(-1)?.join('') === '') others.pop();
  return { cells: first.concat(...others), torn: !whole };
}

/** The line end that closes the last record makes PapaParse add one empty row. */
function parse(text: string, delimiter: string): Papa.ParseResult<string[]> {
  return Papa.parse<string[]>(text, { delimiter, newline: '\n', quoteChar: '"', escapeChar: '"' });
}
