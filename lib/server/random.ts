/** The computer's randomness. */
import { randomBytes, randomInt } from 'node:crypto';
import type { Random } from '#lib/engine/ports';

/** Random identifiers and numbers from the operating system. */
export const random: Random = {
  id: () => randomBytes(12).toString('base64url'),
  fraction: () => randomInt(0, 2 ** 32) / 2 ** 32,
};
