/**
 * Reads a CSV file from bytes as they arrive. Gives rows with their lines and flaws, or the reason why it is not a CSV
 * file.
 */
import { dialectCharacters, dialectOf, type HeaderRating } from '#lib/domain/csv/dialect';
import { CsvDecoder, type CsvEncoding } from '#lib/domain/csv/encoding';
import { parseAlone, parseTogether } from '#lib/domain/csv/fields';
import {
  type CsvBatch,
  type CsvLines,
  type CsvRecord,
  RecordSplitter,
  recordsOf,
} from '#lib/domain/csv/records';
import { headBytes, signatureOf } from '#lib/domain/csv/signature';

/**
 * `unbalanced`: quotes do not match · `undecodable`: bytes not of the file's encoding · `nul`: NUL bytes · `replaced`:
 * the replacement character U+FFFD · `hidden`: other control characters · `merged`: cells of a sheet that are merged
 * over several columns · `struck`: text of a sheet that is struck through · `coloured`: cells of a sheet with another
 * colour than most · `loose`: a quote inside a cell that does not begin with one · `open`: the file ends within the
 * row.
 */
type CsvFlaw =
  | 'unbalanced'
  | 'undecodable'
  | 'nul'
  | 'replaced'
  | 'hidden'
  | 'merged'
  | 'struck'
  | 'coloured'
  | 'loose'
  | 'open';

/** One record with its cells and flaws. */
export interface CsvRow extends Omit<CsvRecord, 'text' | 'loose' | 'open'> {
  cells: string[];
  /** Whether a quote may follow white space; false if no row of the batch has that. */
  spaced: boolean;
  flaws: readonly CsvFlaw[];
  /** The texts of the comments on its cells, which only workbooks have; absent if there are none. */
  comments?: readonly string[];
}

/** The reason why reading stopped. */
export type CsvFault =
  | { kind: 'binary' | 'encoding'; name: string }
  | { kind: 'delimiter'; delimiter: string; line: number }
  | { kind: 'open-quote' | 'endless-line'; line: number };

/** Maximum length of a record, in characters. A longer one means an unclosed quote or a file without line ends. */
const longestRecord = 4_194_304;
const noFlaws: readonly CsvFlaw[] = [];
/** Characters that nearly no export contains. A text without them needs no further checks. */
const beyondPlain = /[^\t\n\r\x20-\x7e]/;
const hidden = /[^\P{Cc}\t\n\r]|\p{Bidi_Control}/u;

/** Reads one file. */
export class CsvReading {
  fault: CsvFault | null = null;
  delimiter = ',';
  /** The first line with a non-ASCII character; null if there is none yet. */
  foreignLine: number | null = null;
  private readonly decoder = new CsvDecoder();
  private splitter: RecordSplitter | null = null;
  private head: Uint8Array | null = new Uint8Array(0);
  private opening = '';

  /** `rating` rates cells as a header; the best score decides the delimiter. */
  constructor(private readonly rating: HeaderRating) {}

  get encoding(): CsvEncoding {
    return this.decoder.encoding;
  }

  /**
   * Takes the next bytes and gives the rows that they complete, header included, in batches. Consume them before the
   * next call. Gives none after a fault.
   */
  *push(bytes: Uint8Array): Generator<CsvRow[]> {
    if (this.head === null) yield* this.texts(this.decoder.push(bytes));
    else {
      this.head = join(this.head, bytes);
      if (this.head.length >= headBytes) yield* this.begin(this.head);
    }
  }

  /** The rows that were incomplete until the end of the file. */
  *end(): Generator<CsvRow[]> {
    if (this.head !== null) yield* this.begin(this.head);
    yield* this.texts(this.decoder.end());
    if (this.fault) return;
    yield this.text('', true);
    const line = this.splitter?.openQuoteLine ?? null;
    if (line !== null) this.fault ??= { kind: 'open-quote', line };
  }

  private *begin(head: Uint8Array): Generator<CsvRow[]> {
    this.head = null;
    const signature = signatureOf(head.subarray(0, headBytes));
    if (signature.kind === 'text') yield* this.texts(this.decoder.push(head));
    else this.fault = { kind: signature.kind, name: signature.name };
  }

  private *texts(texts: Iterable<string>): Generator<CsvRow[]> {
    for (const text of texts) {
      if (this.fault) return;
      yield this.text(text, false);
    }
  }

  private text(text: string, ended: boolean): CsvRow[] {
    if (this.splitter) return this.records(this.splitter, text, ended);
    this.opening += text;
    if (this.opening.length < dialectCharacters && !ended) return [];
    const prefix = this.opening.slice(0, dialectCharacters);
    const dialect = dialectOf(prefix, {
      ...this.rating,
      score: (cells) => this.rating.score(cells.map((cell) => this.decode(cell))),
    });
    this.delimiter = dialect.delimiter;
    if (!dialect.ok) {
      this.fault = { kind: 'delimiter', delimiter: dialect.delimiter, line: 1 };
      return [];
    }
    this.splitter = new RecordSplitter(dialect.delimiter, dialect.firstLine);
    const opening = this.opening.slice(dialect.skip);
    this.opening = '';
    return this.records(this.splitter, opening, ended);
  }

  private records(splitter: RecordSplitter, text: string, ended: boolean): CsvRow[] {
    const lines = splitter.pushLines(text);
    const rows = lines ? this.lines(lines) : this.whole(splitter.push(text));
    const last = ended ? this.rows(splitter.end()) : [];
    const open = splitter.overreach ?? (splitter.waiting > longestRecord ? splitter.openQuoteLine : null);
    if (open !== null) this.fault = { kind: 'open-quote', line: open };
    else if (splitter.waiting > longestRecord) {
      this.fault = { kind: 'endless-line', line: splitter.pendingLine };
    }
    return rows.concat(last);
  }

  /** The fast path for nearly every export: lines of plain text need only be split into cells. */
  private lines(lines: CsvLines): CsvRow[] {
    const together = beyondPlain.test(lines.text)
      ? null
      : parseTogether(lines.text, this.delimiter, lines.count);
    if (!together) return this.rows(recordsOf(lines));
    return together.map((cells, at) => {
      const line = lines.line + at;
      return { cells, line, lastLine: line, reach: null, spaced: false, flaws: noFlaws };
    });
  }

  private whole({ records, text }: CsvBatch): CsvRow[] {
    return text === null ? this.rows(records) : this.rows(records, text);
  }

  /** Parses all records at once if there is no problem. Otherwise it bisects, to isolate the bad rows. */
  private rows(records: readonly CsvRecord[], joined = joinedOf(records)): CsvRow[] {
    const [first] = records;
    if (first === undefined) return [];
    const plain = !beyondPlain.test(joined);
    const { text, ascii, certain } = plain ? plainText(joined) : this.decoder.decode(joined);
    const sound = certain && (plain || isClean(text)) && records.every((record) => record.reach === null);
    const together = sound ? parseTogether(text, this.delimiter, records.length) : null;
    if (!ascii) this.noteForeign(records);
    if (together) {
      const spaced = plain ? text.includes(' "') || text.includes('\t"') : text.includes('"');
      return together.map((cells, at) => rowOf(records[at] ?? first, cells, spaced, noFlaws));
    }
    if (records.length > 1) {
      const middle = records.length >> 1;
      return [...this.rows(records.slice(0, middle)), ...this.rows(records.slice(middle))];
    }
    const own = text.slice(0, -1);
    const { cells, unbalanced } = parseAlone(own, this.delimiter);
    return [rowOf(first, cells, true, flawsOf(own, certain, unbalanced || first.reach !== null))];
  }

  private noteForeign(records: readonly CsvRecord[]): void {
    this.foreignLine ??= records.find((record) => !this.decoder.decode(record.text).ascii)?.line ?? null;
  }

  private decode(cell: string): string {
    return this.decoder.decode(cell).text;
  }
}

const plainText = (text: string) => ({ text, ascii: true, certain: true });

/** Includes the last line end, so that V8 keeps one flat string instead of a concatenation. */
const joinedOf = (records: readonly CsvRecord[]): string =>
  records
    .map((record) => record.text)
    .concat('')
    .join('\n');

const isClean = (text: string): boolean => !hidden.test(text) && !text.includes('\ufffd');

function rowOf(record: CsvRecord, cells: string[], spaced: boolean, found: readonly CsvFlaw[]): CsvRow {
  const flaws = record.loose || record.open ? [...found, ...recordFlaws(record)] : found;
  return { cells, line: record.line, lastLine: record.lastLine, reach: record.reach, spaced, flaws };
}

function recordFlaws({ loose, open }: CsvRecord): CsvFlaw[] {
  return [...(loose ? (['loose'] as const) : []), ...(open ? (['open'] as const) : [])];
}

/** The flaws of a text that was not read from bytes: its characters decide. */
export function textFlaws(text: string): readonly CsvFlaw[] {
  return beyondPlain.test(text) ? flawsOf(text, true, false) : noFlaws;
}

function flawsOf(text: string, certain: boolean, unbalanced: boolean): readonly CsvFlaw[] {
  const flaws: CsvFlaw[] = [];
  if (unbalanced) flaws.push('unbalanced');
  if (!certain) flaws.push('undecodable');
  if (text.includes('\0')) flaws.push('nul');
  else if (hidden.test(text)) flaws.push('hidden');
  if (certain && text.includes('\ufffd')) flaws.push('replaced');
  return flaws;
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
