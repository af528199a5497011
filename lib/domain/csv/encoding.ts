/**
 * Decodes bytes without guessing wrong. Delimiters, quotes and line ends are ASCII in both UTF-8 and Windows-1252. So a
 * file is first cut into records as *byte text* (one character per byte), and each record is decoded alone. No chunk
 * can split a character, and a damaged byte spoils only one record. UTF-16 becomes UTF-8 on entry.
 */
import { Utf8Tally } from '#lib/domain/csv/utf8-tally';
import { type MarkedEncoding, markedEncoding } from '#lib/domain/text/bytes';

/** The encodings that are recognised. */
export type CsvEncoding = MarkedEncoding | 'windows-1252';

/** The lead, in characters, that decides between the two encodings. Until then bytes are held back. */
const enough = 16;
const beyondAscii = /[\x80-\xff]/;
/**
 * Windows-1252, 0x80 to 0x9f. Some Node releases decode this range as Latin-1, hence our own table. Five bytes are
 * undefined.
 */
const upperTable = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** A decoded text; `ascii` if it has only ASCII characters. */
interface DecodedText {
  text: string;
  ascii: boolean;
  /** False if it contains bytes that are not of the file's encoding. */
  certain: boolean;
}

/** Recognises a file's encoding while its bytes arrive, and decodes its records. */
export class CsvDecoder {
  /** The encoding of the file; UTF-8 until there is evidence. */
  encoding: CsvEncoding = 'utf-8';
  private decided = false;
  private started = false;
  private wide: TextDecoder | null = null;
  private held: Uint8Array[] = [];
  private readonly tally = new Utf8Tally();
  private readonly utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  private readonly encoder = new TextEncoder();

  /**
   * The byte text of these bytes. While the encoding is undecided it is empty; then it begins with what was held back.
   * Consume it before the next call. The first call needs at least four bytes.
   */
  push(bytes: Uint8Array): Iterable<string> {
    if (!this.started) return this.start(bytes);
    if (this.wide) return [this.byteText(this.encoder.encode(this.wide.decode(bytes, { stream: true })))];
    if (this.decided) return [this.byteText(bytes)];
    if (this.held.length === 0 && isAscii(bytes)) return [this.utf8.decode(bytes)];
    this.held.push(bytes.slice());
    return this.tally.add(bytes, enough) ? this.decide() : [];
  }

  /** The bytes still held back at the end of the file. */
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
    this.encoding = markedEncoding(bytes);
    if (this.encoding !== 'utf-8') this.wide = new TextDecoder(this.encoding);
    this.decided = a === 0xef && b === 0xbb && c === 0xbf;
    return this.push(this.decided ? bytes.subarray(3) : bytes);
  }

  /** Decides for UTF-8 in a draw, since text in another encoding is hardly ever well-formed UTF-8 by chance. */
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

/** Checks aligned bytes four at a time, and the rest one by one. */
function isAscii(bytes: Uint8Array): boolean {
  const lead = (4 - (bytes.byteOffset % 4)) % 4;
  const count = Math.max(0, bytes.length - lead) >> 2;
  // Without a whole word no view is made, since even an empty one would have to be aligned.
  const words = count === 0 ? [] : new Int32Array(bytes.buffer, bytes.byteOffset + lead, count);
  const start = count === 0 ? bytes.length : lead;
  let seen = 0;
  for (let at = 0; at < start; at += 1) seen |= bytes[at] ?? 0;
  for (let at = start + count * 4; at < bytes.length; at += 1) seen |= bytes[at] ?? 0;
  let wide = 0;
  for (let at = 0; at < count; at += 1) wide |= words[at] ?? 0;
  return (seen & 0x80) === 0 && (wide & 0x80808080) === 0;
}
