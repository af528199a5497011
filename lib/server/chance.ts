/** The computer's randomness and hashing. */
import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { Chance } from '#lib/engine/ports';

export const chance: Chance = {
  id: () => randomBytes(12).toString('base64url'),
  fraction: () => randomInt(0, 2 ** 32) / 2 ** 32,
  sha256: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
  sha256InPieces() {
    const hash = createHash('sha256');
    return { add: (text) => void hash.update(text, 'utf8'), digest: () => hash.digest('hex') };
  },
};
