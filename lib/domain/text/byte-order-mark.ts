/** Recognises a Unicode encoding by the byte order mark at the beginning of a file. */

/** The encodings that a mark tells. A file without one is UTF-8, if it is Unicode. */
export type MarkedEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** The encoding of a file that begins with these bytes, at least two. */
export function markedEncoding([a, b]: Uint8Array): MarkedEncoding {
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
}
