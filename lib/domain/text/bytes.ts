/** Bytes before they are decoded: recognises a Unicode encoding by its byte order mark, and joins chunks. */

/** The encodings that a mark tells. A file without one is UTF-8, if it is Unicode. */
export type MarkedEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** The encoding of a file that begins with these bytes, at least two. */
export function markedEncoding([a, b]: Uint8Array): MarkedEncoding {
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
}

/** All chunks as one array. `length` is their total number of bytes. */
export function joinedBytes(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
