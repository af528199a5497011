/** Reads the rows of a CSV file of protections, decoded as an uploaded file of users is. */
import { CsvReading, type CsvRow } from '#lib/domain/csv/reading';
import { unescapeCell } from '#lib/domain/csv/writing';
import { listedKinds, protectionColumns } from '#lib/domain/protection/protection-file';
import { csvError } from '#lib/domain/roster/errors';
import { inPieces, type Pieces } from '#lib/domain/text/pieces';

/** A row that may be a protection: its place in the file, its values, and the reason why these are uncertain. */
export interface ListedCandidate {
  place: string;
  item: unknown;
  problem: string | null;
}

/** The candidates of a file, or the reason why it has none. */
type ListedCsv = { ok: true; candidates: ListedCandidate[] } | { ok: false; problem: string };

/** Number of bytes parsed in one piece: some milliseconds of work. */
const pieceLength = 65_536;

const needed = ['kind', 'value'] as const;

const columnsOf = (cells: readonly string[]): string[] => cells.map((cell) => cell.trim().toLowerCase());

/** Rates cells as a header: they are one for certain if they have the required columns. */
const rating = {
  score: (cells: string[]) => needed.filter((column) => columnsOf(cells).includes(column)).length,
  certain: needed.length,
};

/** Reads the cells of the file. Callers decide which of their values are protections. */
export function* readListedCsv(bytes: Uint8Array): Pieces<ListedCsv> {
  const reading = new CsvReading(rating);
  const rows: CsvRow[] = [];
  const take = (batches: Iterable<CsvRow[]>) => {
    for (const batch of batches) {
      for (const row of batch) if (row.cells.join('').trim() !== '') rows.push(row);
    }
  };
  for (let at = 0; at < bytes.length && !reading.fault; at += pieceLength) {
    take(reading.push(bytes.subarray(at, at + pieceLength)));
    yield;
  }
  take(reading.end());
  const { fault } = reading;
  if (fault?.kind === 'binary') return { ok: false, problem: `This is ${fault.name}, neither CSV nor JSON.` };
  if (fault?.kind === 'encoding') {
    return { ok: false, problem: `${csvError(fault).message} Save it as “CSV UTF-8”.` };
  }
  if (fault) return { ok: false, problem: csvError(fault).message };
  const [head, ...below] = rows;
  const columns = columnsOf(head?.cells ?? []);
  const problem = headerProblem(head?.cells ?? [], columns);
  if (problem !== null) return { ok: false, problem };
  const foreign = reading.encoding === 'windows-1252';
  const candidates = yield* inPieces(below, (row) => [candidateOf(row, columns, foreign)]);
  return { ok: true, candidates };
}

function headerProblem(cells: readonly string[], columns: readonly string[]): string | null {
  if (!needed.every((column) => columns.includes(column))) {
    const found = cells.map((cell) => `“${cell}”`).join(', ') || 'none';
    return `The columns “kind” and “value” are needed (name, email and reason may follow); found: ${found}.`;
  }
  const twice = protectionColumns.find((column) => columns.indexOf(column) !== columns.lastIndexOf(column));
  return twice === undefined ? null : `The column “${twice}” is there twice. Remove one of the two.`;
}

function candidateOf(row: CsvRow, columns: readonly string[], foreign: boolean): ListedCandidate {
  const item: Partial<Record<string, string>> = {};
  for (const column of protectionColumns) {
    if (columns.includes(column)) item[column] = unescapeCell(row.cells[columns.indexOf(column)] ?? '');
  }
  const problem = rowProblem(row, columns.length) ?? (foreign ? foreignPattern(item) : null);
  return { place: `Row ${row.line}`, item, problem };
}

/** Whether a cell contains another row: a quotation mark that opens on one line closes on a later one. */
const hasRow = new RegExp(`[\\r\\n](?:${listedKinds.join('|')})[,;\\t|]\\S`);

function rowProblem({ cells, flaws, reach }: CsvRow, columns: number): string | null {
  if (reach !== null || flaws.includes('unbalanced') || cells.some((cell) => hasRow.test(cell))) {
    return 'a quotation mark is out of place, so it is uncertain where its cells end.';
  }
  if (flaws.includes('undecodable')) return 'it has bytes that are no text. Save the file as “CSV UTF-8”.';
  if (cells.slice(columns).some((cell) => cell.trim() !== '')) {
    return 'it has more cells than the header. A value with a delimiter in it needs quotation marks.';
  }
  return null;
}

/**
 * The problem of a pattern with letters of another encoding, which had to be guessed. Account IDs have no such letters,
 * and names and reasons protect nobody.
 */
function foreignPattern({ kind, value = '' }: Partial<Record<string, string>>): string | null {
  if (kind === 'account' || /^[\x20-\x7e]*$/.test(value)) return null;
  return `the file is not UTF-8, so the letters of “${value.slice(0, 140)}” are uncertain. Save it as “CSV UTF-8”.`;
}
