/** SHA-256 by Node. */
import { createHash } from 'node:crypto';
import type { Hashing } from '#lib/engine/ports';

/** The hash function of plans and records. */
export const hashing: Hashing = {
  sha256: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
  sha256InPieces() {
    const hash = createHash('sha256');
    return {
      add: (piece) => void (typeof piece === 'string' ? hash.update(piece, 'utf8') : hash.update(piece)),
      digest: () => hash.digest('hex'),
    };
  },
};
