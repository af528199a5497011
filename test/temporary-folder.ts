/** For tests: a temporary folder, deleted afterwards. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for one test at a time: each `make` creates a new one, at another `path`. */
export function temporaryFolder(prefix: string): { readonly path: string; make(): void; remove(): void } {
  let path = '';
  return {
    get path() {
      return path;
    },
    make() {
      path = mkdtempSync(join(tmpdir(), prefix));
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
