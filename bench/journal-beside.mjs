/**
 * `node bench/journal-beside.mjs [rows]`: how long the writes of a journal take while a million rows are uploaded.
 * Needs the production build, for the program of the thread.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, withBundled } from './bundled.mjs';

await withBundled(['bench/journal-beside.ts'], (outdir) => {
  const program = [join(outdir, 'journal-beside.mjs'), ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, program, { cwd: root, stdio: 'inherit' });
  process.exitCode = status ?? 1;
});
