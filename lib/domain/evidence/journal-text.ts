/** The journal of a run as text: one entry a line, its parts between tabs. */
import type { JournalEntry } from '#lib/domain/run/events';
import { journalEntrySchema } from '#lib/domain/run/events';
import { chainText, eventCodec, type StoredLine } from '#lib/domain/run/stored-event';

/** The line of an entry, with its end. JSON has no raw tab or line break; a damaged entry may, and then loses them. */
export function journalLine({ seq, at, hash, event }: StoredLine): string {
  return `${seq}\t${at}\t${hash}\t${event.replace(/[\t\r\n]/g, '\ufffd')}\n`;
}

/** The result of following the chain: all entries, or the first that does not follow. */
type ChainCheck =
  | { isWhole: true; entries: number; head: string }
  | { isWhole: false; at: number; why: string };

/** Checks the chain of a journal line by line. */
export class ChainReader {
  private entries = 0;
  private head = '';
  private broken: Extract<ChainCheck, { isWhole: false }> | null = null;
  /** The first entry that this version of Lockstep cannot read; null if it can read all. */
  unread: number | null = null;

  constructor(
    private readonly runId: string,
    private readonly sha256: (text: string) => string,
  ) {}

  /** Takes the next line, without its end. Returns the entry; null if it cannot be read. */
  add(line: string): JournalEntry | null {
    this.entries += 1;
    const stored = storedLine(line);
    if (stored === null) {
      this.break('this line is not an entry.');
      return null;
    }
    if (stored.seq !== this.entries)
      this.break(`an entry is missing or added: this one has the number ${stored.seq}.`);
    const hash = this.sha256(chainText(this.head, this.runId, stored));
    if (hash !== stored.hash) this.break('this entry, or one before it, was changed.');
    this.head = stored.hash;
    const entry = toEntry(stored);
    if (entry === null) this.unread ??= this.entries;
    return entry;
  }

  /** The result after the last line. */
  end(): ChainCheck {
    return this.broken ?? { isWhole: true, entries: this.entries, head: this.head };
  }

  private break(why: string): void {
    this.broken ??= { isWhole: false, at: this.entries, why };
  }
}

function storedLine(line: string): StoredLine | null {
  const [, seq = '', at = '', hash = '', event = ''] =
    /^(\d{1,15})\t(\d{1,15})\t([0-9a-f]{64})\t(.+)$/.exec(line) ?? [];
  return event === '' ? null : { seq: Number(seq), at: Number(at), hash, event };
}

function toEntry({ seq, at, event }: StoredLine): JournalEntry | null {
  try {
    return journalEntrySchema.parse({ seq, at, event: eventCodec.decode(JSON.parse(event)) });
  } catch {
    return null;
  }
}
