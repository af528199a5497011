/** Writing rows as a CSV file that reads back as the same cells. */
import Papa from 'papaparse';

/** The text of a file: a byte-order mark, so that spreadsheets take it for UTF-8, and line ends as in RFC 4180. */
export function csvText(rows: readonly (readonly string[])[], delimiter = ','): string {
  // Beside the delimiter, a blank at an edge and another reader's delimiters are put in quotes.
  const text = Papa.unparse(
    rows.map((row) => [...row]),
    { delimiter, newline: '\r\n', quotes: (cell: unknown) => /^\s|\s$|[,;|\t]/.test(String(cell)) },
  );
  return `\ufeff${text}\r\n`;
}
