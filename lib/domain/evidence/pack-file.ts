/** Opens an evidence pack. Any other file is refused with an explanation, before much of it is unpacked. */
import { type PackPart, partNames } from '#lib/domain/evidence/pack-facts';
import { type WorkbookFault, WorkbookProblem } from '#lib/domain/workbook/package/fault';
import { Unpacker } from '#lib/domain/workbook/package/unpack';
import { type ZipEntry, zipEntries } from '#lib/domain/workbook/package/zip-directory';

/** Limits of a pack. They are kept while it is unpacked, whatever its headers claim. */
const limits = {
  /** All parts together, unpacked, in bytes; each is unpacked twice. */
  unpackedBytes: 4_000_000_000,
  /** The description of the pack, in bytes: it has the alarms of the plan, with names. */
  smallPartBytes: 50_000_000,
  /** Characters of one line. */
  line: 2_000_000,
  /** Maximum number of foreign parts that a refusal names. */
  named: 5,
} as const;

/** The reason why a file cannot be read as a pack, in words. */
export class PackProblem extends Error {}

/** An opened pack. Its methods throw a `PackProblem` when they meet what no pack has. */
export class PackFile {
  private readonly entries: ReadonlyMap<string, ZipEntry>;
  private readonly unpacker: Unpacker;

  /** Throws a `PackProblem` if the bytes are no ZIP file, or have parts that no pack has. */
  constructor(bytes: Uint8Array) {
    this.unpacker = new Unpacker(bytes, limits.unpackedBytes);
    this.entries = inWords(() => zipEntries(bytes));
    const known = new Set(Object.values(partNames).map((name) => name.toLowerCase()));
    const others = [...this.entries.keys()].filter((name) => !known.has(name));
    if (!this.has('facts'))
      throw new PackProblem('It has no pack.json, so it is not an evidence pack of Lockstep.');
    if (others.length === 0) return;
    const more = others.length > limits.named ? ` and ${others.length - limits.named} more` : '';
    const names = others.slice(0, limits.named).map((name) => JSON.stringify(name));
    throw new PackProblem(
      `It has parts that Lockstep does not write: ${names.join(', ')}${more}. Nothing in it was used.`,
    );
  }

  /** Whether the pack has this part. */
  has(part: PackPart): boolean {
    return this.entries.has(partNames[part].toLowerCase());
  }

  /** The bytes of a part, in pieces; none if the pack does not have it. */
  *bytes(part: PackPart): Generator<Uint8Array> {
    const entry = this.entries.get(partNames[part].toLowerCase());
    if (entry === undefined) return;
    const pieces = this.unpacker.pieces(entry);
    for (;;) {
      const next = inWords(() => pieces.next());
      if (next.done) return;
      yield next.value;
    }
  }

  /** The text of a part, in pieces cut anywhere between characters. */
  *text(part: PackPart): Generator<string> {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const decoded = (bytes?: Uint8Array) => {
      try {
        return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
      } catch {
        throw new PackProblem(`${partNames[part]} is not text in UTF-8.`);
      }
    };
    for (const bytes of this.bytes(part)) yield decoded(bytes);
    yield decoded();
  }

  /** The lines of a part without their ends (LF), in groups that came together. */
  *lines(part: PackPart): Generator<string[]> {
    let rest = '';
    for (const piece of this.text(part)) {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > limits.line) throw new PackProblem(`${partNames[part]} has a line that is too long.`);
      if (lines.length > 0) yield lines;
    }
    if (rest !== '') yield [rest];
  }

  /** The whole text of a small part. */
  small(part: PackPart): string {
    let text = '';
    for (const piece of this.text(part)) {
      text += piece;
      if (text.length > limits.smallPartBytes) throw new PackProblem(`${partNames[part]} is too large.`);
    }
    return text;
  }
}

function inWords<T>(work: () => T): T {
  try {
    return work();
  } catch (problem) {
    throw problem instanceof WorkbookProblem ? new PackProblem(faultText(problem.fault)) : problem;
  }
}

function faultText(fault: WorkbookFault): string {
  switch (fault.kind) {
    case 'damaged':
      return `It cannot be unpacked: ${fault.what}.`;
    case 'too-large':
      return fault.limit === 'entries'
        ? 'It has more parts than any evidence pack.'
        : 'It unpacks to more than any evidence pack: it may have been made to fill a disk.';
    case 'password':
      return 'A part of it is encrypted, which Lockstep never does.';
    default:
      return 'It is not an evidence pack.';
  }
}
