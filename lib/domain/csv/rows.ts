/** Parses a short CSV text that is in memory, with PapaParse, in pieces. */
import Papa from 'papaparse';
import type { Pieces } from '#lib/domain/text/pieces';

const lineEnds = ['\r\n', '\n', '\r'] as const;

/** Rows of cells, without blank rows. Each piece of work parses `pieceLength` characters. */
export function* csvRows(text: string, pieceLength: number): Pieces<string[][]> {
  const { meta } = Papa.parse<string[]>(text, {
    preview: 1,
    skipEmptyLines: 'greedy',
    delimitersToGuess: [',', ';', '\t', '|'],
  });
  const newline = lineEnds.find((each) => each === meta.linebreak);
  const parser = new Papa.Parser({ delimiter: meta.delimiter, newline });
  const rows: string[][] = [];
  let length = pieceLength;
  for (let at = 0; at < text.length; ) {
    const last = at + length >= text.length;
    // The last row of a piece may continue in the next one.
    const { data, meta: read } = parser.parse(text.slice(at, at + length), 0, !last);
    for (const cells of data as string[][]) if (cells.join('').trim() !== '') rows.push(cells);
    if (last) break;
    length = read.cursor === 0 ? length * 2 : pieceLength;
    at += read.cursor;
    yield;
  }
  return rows;
}
