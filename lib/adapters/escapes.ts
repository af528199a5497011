/** Takes the escapes of URLs, JSON and HTML off, once. */
import { type Reading, tableOf } from '#lib/adapters/reading';

const escaped =
  /%([0-9a-f]{2})|\\u00([0-9a-f]{2})|\\x([0-9a-f]{2})|&#x0{0,4}([0-9a-f]{2});|&#0{0,4}(\d{1,3});|\\([/"\\])|(&)amp;/gi;

const begins = tableOf(/[%\\&]/);

/** The reading with each escape of a Latin character as that character; null where there is none. */
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
    add(byteOf(match), match.index, last);
  }
  if (last === 0) return null;
  addPlain(text.length);
  return {
    bytes: bytes.subarray(0, length),
    start: (at) => source.start(from[at] ?? 0),
    end: (at) => source.end(to[at] ?? 0),
  };
}

function byteOf([, percent, json, byte, hex, decimal, mark, ampersand]: RegExpExecArray): number {
  const digits = percent ?? json ?? byte ?? hex;
  if (digits !== undefined) return Number.parseInt(digits, 16);
  return decimal === undefined ? (mark ?? ampersand ?? '').charCodeAt(0) : Number(decimal) & 0xff;
}
