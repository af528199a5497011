/**
 * Cuts text into records and knows the physical line of each. It agrees with PapaParse on what a quote means: a field
 * is quoted where its first character is a quote, and ends at the quote before a delimiter, a line end or the end.
 */

export interface CsvRecord {
  text: string;
  /** 1-based physical lines on which the record starts and ends. */
  line: number;
  lastLine: number;
  /** Lines over which a stray quote makes it uncertain where records begin and end; null where all is well. */
  reach: { from: number; to: number } | null;
}

/** Lines that may be shown one by one as uncertain; beyond it the file is refused. */
const longestReach = 10_000;
const lineEnd = /\r\n|\n|\r/;

/** The records of lines that are not to be taken together after all. */
export const recordsOf = ({ text, line }: CsvLines): CsvRecord[] =>
  text
    .slice(0, -1)
    .split('\n')
    .map((own, at) => ({ text: own, line: line + at, lastLine: line + at, reach: null }));

/** How many line ends (`\r\n`, `\n` or `\r`) the text has. */
export const lineEndsIn = (text: string): number => text.split(lineEnd).length - 1;

/** Records, and their text with a `\n` behind each where it stands so in the file; null where it does not. */
export interface CsvBatch {
  records: CsvRecord[];
  text: string | null;
}

/** Lines one behind the other, each a record of its own. */
export interface CsvLines {
  /** Each with its `\n` behind it. */
  text: string;
  count: number;
  /** The 1-based physical line of the first. */
  line: number;
}

export class RecordSplitter {
  /** Text from the beginning of the record that is not complete yet. */
  private pending = '';
  /** Where in `pending` to go on, and what was seen of the record so far. */
  private at = 0;
  private quoted = false;
  private quoteAt = -1;
  private stray = false;

  constructor(
    private readonly delimiter: string,
    private line = 1,
  ) {}

  /** The line of a stray quote with so long a reach that the rest of the file means nothing; null while there is none. */
  overreach: number | null = null;

  /** Characters waiting for the end of their record. */
  get waiting(): number {
    return this.pending.length;
  }

  /** The line on which a quote stands open at this moment; null where none does. */
  get openQuoteLine(): number | null {
    return this.quoted ? this.line + lineEndsIn(this.pending.slice(0, this.quoteAt)) : null;
  }

  /** The line on which the incomplete record starts. */
  get pendingLine(): number {
    return this.line;
  }

  /**
   * Takes the next text and gives the lines it completes as one text, as long as neither they nor what waits has a
   * quote or a `\r`: then a record is a line, and none needs to be looked at alone. Else takes nothing and gives null.
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

  /** The last record, if the file does not end in a line end. An open quote remains visible in `openQuoteLine`. */
  end(): CsvRecord[] {
    const records = this.scan(this.pending, true);
    if (this.pending !== '' && !this.quoted) {
      this.take(records, this.pending);
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

  /** What a quote inside a quoted field is. White space between it and the delimiter is let pass, as PapaParse does. */
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

  /** A torn record of several lines is given line by line, so that no user in it goes unseen; all carry its reach. */
  private take(records: CsvRecord[], text: string): void {
    const from = this.line;
    const lines =
      this.quoteAt >= 0 && (text.includes('\n') || text.includes('\r')) ? text.split(lineEnd) : [text];
    const to = from + lines.length - 1;
    if (this.stray && lines.length > longestReach) this.overreach ??= from;
    else if (this.stray) {
      lines.forEach((part, index) => {
        records.push({ text: part, line: from + index, lastLine: from + index, reach: { from, to } });
      });
    } else records.push({ text, line: from, lastLine: to, reach: null });
    this.line = to + 1;
    this.stray = false;
    this.quoteAt = -1;
  }
}

/** Finds the next place of a character without searching the same text twice; the text's length stands for none. */
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
