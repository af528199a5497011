import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the program. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A path below it. */
export function inRoot(...parts) {
  return join(root, ...parts);
}
