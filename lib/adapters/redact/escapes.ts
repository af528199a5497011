/** Decodes the escapes of URLs, JSON and HTML once. */
import { byteOf, type Reading, tableOf } from '#lib/adapters/redact/reading';

/** UTF-8 in a URL; a code point in hex; in decimal; by name; a character after a backslash. */
const escaped =
  /((?:%[c-f][0-9a-f])(?:%[89ab][0-9a-f]){1,3})|(?:%|\\x)([0-9a-f]{2})|[%\\]u([0-9a-f]{4})|\\u\{0*([0-9a-f]{1,6})\}|&#x0*([0-9a-f]{1,6});?|&#0*(\d{1,7});?|&(amp|lt|gt|quot|nbsp|shy|zwj|zwnj);|\\([/"\\bfnrt])/gi;

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };

const begins = tableOf(/[%\\&]/);

/** The reading with each escape decoded; null if nothing is escaped. */
export function unescaped(source: Reading): Reading | null {
  if (!source.bytes.some((byte) => begins[byte] === 1)) return null;
  const text = Buffer.from(source.bytes).toString('latin1');
  const bytes = new Uint8Array(text.length);
  const from = new Int32Array(text.length);
  const to = new Int32Array(text.length);
  let length = 0;
  let last = 0;
  const add = (byte: number, start: number, end: number) => {
    bytes[length] = byte;
    from[length] = start;
    to[length] = end - 1;
    length += 1;
  };
  const addPlain = (end: number) => {
    for (; last < end; last += 1) add(source.bytes[last] ?? 0, last, last + 1);
  };
  for (const match of text.matchAll(escaped)) {
    addPlain(match.index);
    last = match.index + match[0].length;
    add(byteOf(characterOf(match)), match.index, last);
  }
  if (last === 0) return null;
  addPlain(text.length);
  return {
    bytes: bytes.subarray(0, length),
    start: (at) => source.start(from[at] ?? 0),
    end: (at) => source.end(to[at] ?? 0),
  };
}

function characterOf([, utf8, byte, unit, point, hex, decimal, name, plain]: RegExpExecArray): number {
  if (utf8 !== undefined) return Buffer.from(utf8.replaceAll('%', ''), 'hex').toString().codePointAt(0) ?? 0;
  const digits = byte ?? unit ?? point ?? hex;
  if (digits !== undefined) return Number.parseInt(digits, 16);
  if (decimal !== undefined) return Number(decimal);
  // A name that is not listed, and a letter after a backslash, stand for a blank.
  const character = name === undefined ? plain?.replace(/[a-z]/i, '') : named[name.toLowerCase()];
  return character?.charCodeAt(0) || 0;
}
