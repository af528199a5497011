/** Unpacks the original file of a pack, and measures it. */
import { Gunzip } from 'fflate';
import { defaultMaxBytes } from '#lib/domain/roster/reader';
import type { Original } from '#lib/domain/roster/roster';
import type { Pieces } from '#lib/domain/text/pieces';

/** Packed bytes that are unpacked at once; at the highest ratio, 1,032, they become 4 MB. */
const packedAtOnce = 4_096;

/**
 * The size and the SHA-256 of the file in a gzip file; null if it is damaged, or larger than any file that Lockstep
 * reads. Yields between pieces.
 */
export function* measuredOriginal(
  packed: Iterable<Uint8Array>,
  sha256: { add(piece: Uint8Array): void; digest(): string },
): Pieces<Original | null> {
  let bytes = 0;
  const gunzip = new Gunzip((chunk) => {
    bytes += chunk.byteLength;
    sha256.add(chunk);
  });
  for (const piece of packed) {
    for (let at = 0; at < piece.byteLength; at += packedAtOnce) {
      try {
        gunzip.push(piece.slice(at, at + packedAtOnce), false);
      } catch {
        return null;
      }
      if (bytes > defaultMaxBytes) return null;
    }
    yield;
  }
  try {
    gunzip.push(new Uint8Array(0), true);
  } catch {
    return null;
  }
  return { bytes, sha256: sha256.digest() };
}
