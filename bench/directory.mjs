/** `node bench/directory.mjs`: bundles `directory.ts` and runs it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, withBundled } from './bundled.mjs';

await withBundled(['bench/directory.ts'], (outdir) => {
  const { status } = spawnSync(process.execPath, ['--expose-gc', join(outdir, 'directory.mjs')], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
});
