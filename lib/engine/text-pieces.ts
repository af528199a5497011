/** Reads bytes as they arrive: all of them, or decoded to text in pieces. Yields to other work in between. */
import { joinedBytes, type MarkedEncoding } from '#lib/domain/text/bytes';
import { turn } from '#lib/engine/turns';

/** Maximum size of a piece, in bytes. A piece takes some milliseconds. */
const pieceBytes = 65_536;

/**
 * Decodes the bytes and passes the text to `add` until the text ends or `add` returns false. Returns the number of
 * bytes read; null if there are more than `most`.
 */
export async function readInPieces(
  bytes: AsyncIterable<Uint8Array>,
  most: number,
  add: (piece: string) => boolean,
  encoding: MarkedEncoding = 'utf-8',
): Promise<number | null> {
  const decoder = new TextDecoder(encoding);
  let read = 0;
  for await (const chunk of bytes) {
    read += chunk.byteLength;
    if (read > most) return null;
    for (let at = 0; at < chunk.byteLength; at += pieceBytes) {
      if (!add(decoder.decode(chunk.subarray(at, at + pieceBytes), { stream: true }))) return read;
      await turn();
    }
  }
  add(decoder.decode());
  return read;
}

/** All bytes; null if there are more than `most`. */
export async function collected(bytes: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.byteLength;
    if (length > most) return null;
    // A copy, since the source may reuse the memory of the chunk.
    chunks.push(chunk.slice());
  }
  return joinedBytes(chunks, length);
}
