/** `node bench/bodies.mjs`: bundles `bodies.ts` and runs it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, withBundled } from './bundled.mjs';

await withBundled(['bench/bodies.ts'], (outdir) => {
  const { status } = spawnSync(process.execPath, [join(outdir, 'bodies.mjs')], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
});
