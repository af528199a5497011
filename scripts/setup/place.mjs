import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The program's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A path in it. */
export function inRoot(...parts) {
  return join(root, ...parts);
}
