/** Recognises a file that is not CSV by its first bytes, so that the message can name its kind. */

/** The number of bytes at the beginning that are examined. */
export const headBytes = 1024;

/** The kind of a file: text, a known binary format, or an encoding that cannot be read. */
type Signature =
  | { kind: 'text' }
  /** `name` with its article: "an Excel workbook". */
  | { kind: 'binary'; name: string }
  | { kind: 'encoding'; name: string };

const magics: readonly (readonly [string, string])[] = [
  ['%PDF', 'a PDF document'],
  ['\x1f\x8b', 'a gzip archive'],
  ['7z\xbc\xaf\x27\x1c', 'a 7-Zip archive'],
  ['Rar!', 'a RAR archive'],
  ['BZh', 'a bzip2 archive'],
  ['\xfd7zXZ', 'an xz archive'],
  ['\x28\xb5\x2f\xfd', 'a Zstandard archive'],
  ['SQLite format 3', 'an SQLite database'],
  ['\x89PNG', 'a PNG image'],
  ['\xff\xd8\xff', 'a JPEG image'],
  ['GIF8', 'a GIF image'],
  ['{\\rtf', 'a rich text document'],
  ['PAR1', 'a Parquet file'],
];

/** Interprets the first bytes; `head` is the file's beginning, up to `headBytes`. */
export function signatureOf(head: Uint8Array): Signature {
  const [a, b, c, d] = head;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff)) {
    return { kind: 'encoding', name: 'UTF-32' };
  }
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return { kind: 'text' };
  const text = Array.from(head.subarray(0, 256), (byte) => String.fromCharCode(byte)).join('');
  const magic = magics.find(([start]) => text.startsWith(start));
  if (magic) return { kind: 'binary', name: magic[1] };
  const visible = text.replace(/^\xef\xbb\xbf/, '').trimStart();
  if (/^<(?:!doctype|html|head|body|table|\?xml|!--)/i.test(visible)) {
    return { kind: 'binary', name: 'a web page or an XML file' };
  }
  if (isSylk(visible)) return { kind: 'binary', name: 'a SYLK file (.slk)' };
  if (/^(?:\{\s*"|\[\s*[{"[])/.test(visible)) return { kind: 'binary', name: 'a JSON file' };
  return nulls(head);
}

/**
 * SYLK begins with the record `ID;P` and has a record on every line, each with a letter or two before the first `;`.
 */
function isSylk(text: string): boolean {
  return /^ID;P[^\r\n]*(?:\r\n|\n|\r)(?:[A-Z]{1,2};[^\r\n]*(?:\r\n|\n|\r|$)){1,}/.test(text);
}

/** Text contains NUL bytes only by accident. If every second byte is NUL, it is UTF-16 without a byte-order mark. */
function nulls(head: Uint8Array): Signature {
  const count = head.reduce((sum, byte) => sum + (byte === 0 ? 1 : 0), 0);
  if (count * 10 < head.length || count < 2) return { kind: 'text' };
  const even = head.filter((byte, at) => byte === 0 && at % 2 === 0).length;
  if (count * 2.5 > head.length && (even === 0 || even === count)) {
    return { kind: 'encoding', name: 'UTF-16 without a byte order mark' };
  }
  return { kind: 'binary', name: 'a binary file' };
}
