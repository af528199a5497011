/** Text that arrives as bytes, handed on in pieces, with a turn for everything else between two of them. */
import { turn } from '#lib/engine/turns';

/** Maximum number of bytes in one piece: some milliseconds of work. */
const pieceBytes = 65_536;

/**
 * Hands UTF-8 text on until it ends or `add` returns false. Says how many bytes were read; null where they are more than
 * `most`.
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
