/** Decodes bytes to text in pieces, and yields to other work in between. */
import { turn } from '#lib/engine/turns';

/** Maximum size of a piece, in bytes. A piece takes some milliseconds. */
const pieceBytes = 65_536;

/**
 * Decodes UTF-8 and passes it to `add` until the text ends or `add` returns false. Returns the number of bytes read;
 * null if there are more than `most`.
 */
export async function readInPieces(
  bytes: AsyncIterable<Uint8Array>,
  most: number,
  add: (piece: string) => boolean,
): Promise<number | null> {
  const decoder = new TextDecoder();
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
