/** For tests: a temporary folder, deleted afterwards. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `path` is new after every `make`. */
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
