/**
 * From bytes to text without a wrong guess. Delimiters, quotes and line ends are ASCII in UTF-8 and Windows-1252 alike,
 * so a file is cut into records first, as *byte text* (one character per byte), and each record is decoded alone:
 * no chunk can split a character, and a damaged byte spoils one record and no more. UTF-16 becomes UTF-8 on entry.
 */
import { Utf8Tally } from '#lib/domain/csv/utf8-tally';

export type CsvEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** So many more characters of one encoding than of the other decide; until then the bytes are held. */
const enough = 16;
const beyondAscii = /[\x80-\xff]/;
/** Windows-1252, 0x80 to 0x9f. Own table: some Node releases decode this range as Latin-1. Five bytes stand for nothing. */
const upperTable = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

export interface DecodedText {
  text: string;
  ascii: boolean;
  /** False where bytes in it are not of the file's encoding. */
  certain: boolean;
}

export class CsvDecoder {
  /** What the file is written in; until there is evidence, UTF-8. */
  encoding: CsvEncoding = 'utf-8';
  private decided = false;
  private started = false;
  private wide: TextDecoder | null = null;
  private held: Uint8Array[] = [];
  private readonly tally = new Utf8Tally();
  private readonly utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  private readonly encoder = new TextEncoder();

  /**
   * The byte text of these bytes; none while the encoding is open, then what was held, piece by piece: to be taken
   * before the next call. The first call needs the first four bytes.
   */
  push(bytes: Uint8Array): Iterable<string> {
    if (!this.started) return this.start(bytes);
    if (this.wide) return [this.byteText(this.encoder.encode(this.wide.decode(bytes, { stream: true })))];
    if (this.decided) return [this.byteText(bytes)];
    if (this.held.length === 0 && isAscii(bytes)) return [this.utf8.decode(bytes)];
    this.held.push(bytes.slice());
    return this.tally.add(bytes, enough) ? this.decide() : [];
  }

  /** What was still held, at the end of the file. */
  end(): Iterable<string> {
    if (this.wide) return [this.byteText(this.encoder.encode(this.wide.decode()))];
    if (this.decided) return [];
    this.tally.end();
    return this.decide();
  }

  /** The text of one record. */
  decode(byteText: string): DecodedText {
    if (!beyondAscii.test(byteText)) return { text: byteText, ascii: true, certain: true };
    const bytes = new Uint8Array(byteText.length);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = byteText.charCodeAt(at);
    const tally = new Utf8Tally();
    tally.add(bytes);
    tally.end();
    if (this.encoding !== 'windows-1252') {
      return { text: this.utf8.decode(bytes), ascii: false, certain: tally.invalid === 0 };
    }
    const text = byteText.replace(
      /[\x80-\x9f]/g,
      (character) => upperTable[character.charCodeAt(0) - 0x80] ?? '',
    );
    return { text, ascii: false, certain: tally.valid === 0 && !/[\x81\x8d\x8f\x90\x9d]/.test(byteText) };
  }

  private start(bytes: Uint8Array): Iterable<string> {
    this.started = true;
    const [a, b, c] = bytes;
    if (a === 0xff && b === 0xfe) this.encoding = 'utf-16le';
    if (a === 0xfe && b === 0xff) this.encoding = 'utf-16be';
    if (this.encoding !== 'utf-8') this.wide = new TextDecoder(this.encoding);
    this.decided = a === 0xef && b === 0xbb && c === 0xbf;
    return this.push(this.decided ? bytes.subarray(3) : bytes);
  }

  /** A draw goes to UTF-8: hardly any text of another encoding is well-formed UTF-8 by chance. */
  private decide(): Iterable<string> {
    this.decided = true;
    this.encoding = this.tally.invalid > this.tally.valid ? 'windows-1252' : 'utf-8';
    return this.release(this.held.splice(0));
  }

  private *release(held: Uint8Array[]): Generator<string> {
    for (const bytes of held) yield this.byteText(bytes);
  }

  private byteText(bytes: Uint8Array): string {
    if (isAscii(bytes)) return this.utf8.decode(bytes);
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) {
      text += Reflect.apply(String.fromCharCode, null, bytes.subarray(at, at + 8192));
    }
    return text;
  }
}

/** Four bytes at a time where they lie so; the rest one by one. */
function isAscii(bytes: Uint8Array): boolean {
  const lead = (4 - (bytes.byteOffset % 4)) % 4;
  const count = Math.max(0, bytes.length - lead) >> 2;
  // Where there is no whole word there is no place for an empty view either: it would have to be aligned.
  const words = count === 0 ? [] : new Int32Array(bytes.buffer, bytes.byteOffset + lead, count);
  const start = count === 0 ? bytes.length : lead;
  let seen = 0;
  for (let at = 0; at < start; at += 1) seen |= bytes[at] ?? 0;
  for (let at = start + count * 4; at < bytes.length; at += 1) seen |= bytes[at] ?? 0;
  let wide = 0;
  for (let at = 0; at < count; at += 1) wide |= words[at] ?? 0;
  return (seen & 0x80) === 0 && (wide & 0x80808080) === 0;
}
