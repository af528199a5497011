/** `node bench/lists.mjs`: bundles `lists.ts` and runs it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, withBundled } from './bundled.mjs';

await withBundled(['bench/lists.ts'], (outdir) => {
  const { status } = spawnSync(process.execPath, [join(outdir, 'lists.mjs'), ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
});
