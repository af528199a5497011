/** For tests: a folder of their own, gone afterwards. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `path` is a new one after every `make`. */
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
