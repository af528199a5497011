/**
 * Cuts text into records and tracks the physical line of each. It treats quotes as PapaParse does: a field is quoted if
 * its first character is a quote, and it ends at the quote before a delimiter, a line end or the end.
 */

/** One record of a text. */
export interface CsvRecord {
  text: string;
  /** 1-based physical lines on which the record starts and ends. */
  line: number;
  lastLine: number;
  /** The lines in which a stray quote makes record boundaries uncertain; null if there is none. */
  reach: { from: number; to: number } | null;
  /** Whether a quote stands inside a cell that does not begin with one. */
  loose: boolean;
  /** Whether the file ends within this record, so that its last cell may be cut off. */
  open: boolean;
}

/** Maximum number of lines that a stray quote can make uncertain. Beyond it the file is refused. */
const longestReach = 10_000;
const lineEnd = /\r\n|\n|\r/;

/** The lines as single records, if they cannot be parsed together. */
export const recordsOf = ({ text, line }: CsvLines): CsvRecord[] =>
  text
    .slice(0, -1)
    .split('\n')
    .map((own, at) => ({
      text: own,
      line: line + at,
      lastLine: line + at,
      reach: null,
      loose: false,
      open: false,
    }));

/** Counts the line ends (`\r\n`, `\n` or `\r`) in the text. */
export const lineEndsIn = (text: string): number => text.split(lineEnd).length - 1;

/** Records, and their text with `\n` after each. The text is null if the file has other line ends. */
export interface CsvBatch {
  records: CsvRecord[];
  text: string | null;
}

/** Consecutive lines, each of them a record. */
export interface CsvLines {
  /** The lines, each followed by `\n`. */
  text: string;
  count: number;
  /** The 1-based physical line of the first one. */
  line: number;
}

/** Splits one text into records while it arrives. */
export class RecordSplitter {
  /** The text of the record that is not complete yet. */
  private pending = '';
  /** The index in `pending` at which to continue, and the state of the record so far. */
  private at = 0;
  private quoted = false;
  private quoteAt = -1;
  private stray = false;
  private loose = false;

  constructor(
    private readonly delimiter: string,
    private line = 1,
  ) {}

  /** The line of a stray quote that makes too many lines uncertain to go on; null if there is none. */
  overreach: number | null = null;

  /** The number of characters that belong to the incomplete record. */
  get waiting(): number {
    return this.pending.length;
  }

  /** The line of a quote that is still open; null if there is none. */
  get openQuoteLine(): number | null {
    return this.quoted ? this.line + lineEndsIn(this.pending.slice(0, this.quoteAt)) : null;
  }

  /** The line on which the incomplete record starts. */
  get pendingLine(): number {
    return this.line;
  }

  /**
   * Takes the next text and gives the lines that it completes as one text, if neither they nor the pending text contain
   * a quote or a `\r`. Then every line is a record and none needs a check of its own. Otherwise takes nothing and gives
   * null.
   */
  pushLines(text: string): CsvLines | null {
    const whole = this.pending + text;
    const end = whole.lastIndexOf('\n') + 1;
    if (this.quoted || end === 0 || whole.includes('"') || whole.includes('\r')) return null;
    const lines = { text: whole.slice(0, end), count: 0, line: this.line };
    for (let at = 0; at < end; at = whole.indexOf('\n', at) + 1) lines.count += 1;
    this.line += lines.count;
    this.pending = whole.slice(end);
    this.at = 0;
    return lines;
  }

  /** Takes the next text, of any length, and gives the records it completes. */
  push(text: string): CsvBatch {
    const whole = this.pending + text;
    const records = this.scan(whole, false);
    const sound = this.overreach === null && records.every(({ reach }) => reach === null);
    const asWritten = sound && !whole.includes('\r');
    return { records, text: asWritten ? whole.slice(0, whole.length - this.pending.length) : null };
  }

  /** The last record, if the file does not end with a line end. An unclosed quote stays visible in `openQuoteLine`. */
  end(): CsvRecord[] {
    const records = this.scan(this.pending, true);
    if (this.pending !== '' && !this.quoted) {
      this.take(records, this.pending);
      const last = records.at(-1);
      if (last) last.open = !this.pending.trimEnd().endsWith('"');
      this.pending = '';
    }
    return records;
  }

  private scan(text: string, ended: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    const quotes = new Occurrences(text, '"');
    const feeds = new Occurrences(text, '\n');
    const returns = new Occurrences(text, '\r');
    let start = 0;
    let at = this.at;
    while (at < text.length) {
      if (this.quoted) {
        const quote = quotes.from(at);
        if (quote === text.length) {
          at = quote;
          break;
        }
        const after = this.afterQuote(text, quote, ended);
        if (after === 'unknown') {
          at = quote;
          break;
        }
        if (after === 'escaped') at = quote + 2;
        else {
          at = quote + 1;
          if (after === 'closed') this.quoted = false;
          else this.stray = true;
        }
        continue;
      }
      const end = Math.min(feeds.from(at), returns.from(at));
      const quote = quotes.from(at);
      if (quote < end) {
        this.quoted = quote === start || text[quote - 1] === this.delimiter;
        if (this.quoted) this.quoteAt = quote - start;
        else this.loose = true;
        at = quote + 1;
        continue;
      }
      if (end === text.length || (text[end] === '\r' && end + 1 === text.length && !ended)) {
        at = end;
        break;
      }
      this.take(records, text.slice(start, end));
      start = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
      at = start;
    }
    this.pending = text.slice(start);
    this.at = at - start;
    return records;
  }

  /**
   * Decides what a quote inside a quoted field means. White space between it and the delimiter is allowed, as in
   * PapaParse.
   */
  private afterQuote(
    text: string,
    quote: number,
    ended: boolean,
  ): 'escaped' | 'closed' | 'stray' | 'unknown' {
    let next = quote + 1;
    if (text[next] === '"') return 'escaped';
    while (text[next] === ' ' || (text[next] === '\t' && this.delimiter !== '\t')) next += 1;
    if (next >= text.length) return ended ? 'closed' : 'unknown';
    return text[next] === this.delimiter || text[next] === '\n' || text[next] === '\r' ? 'closed' : 'stray';
  }

  /**
   * Gives a record of several lines with unbalanced quotes line by line, so that no user in it is missed. All of them
   * carry its reach.
   */
  private take(records: CsvRecord[], text: string): void {
    const from = this.line;
    const lines =
      this.quoteAt >= 0 && (text.includes('\n') || text.includes('\r')) ? text.split(lineEnd) : [text];
    const to = from + lines.length - 1;
    if (this.stray && lines.length > longestReach) this.overreach ??= from;
    else if (this.stray) {
      lines.forEach((part, index) => {
        const line = from + index;
        records.push({ text: part, line, lastLine: line, reach: { from, to }, loose: false, open: false });
      });
    } else records.push({ text, line: from, lastLine: to, reach: null, loose: this.loose, open: false });
    this.line = to + 1;
    this.stray = false;
    this.loose = false;
    this.quoteAt = -1;
  }
}

/** Finds the next occurrence of a character without searching the same text twice. The text's length means none. */
class Occurrences {
  private found = -1;

  constructor(
    private readonly text: string,
    private readonly character: string,
  ) {}

  from(at: number): number {
    if (this.found < at) {
      const index = this.text.indexOf(this.character, at);
      this.found = index === -1 ? this.text.length : index;
    }
    return this.found;
  }
}
