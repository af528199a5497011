/** `node bench/row-model.mjs [users]`: bundles `row-model.ts` and runs it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, withBundled } from './bundled.mjs';

await withBundled(['bench/row-model.ts'], (outdir) => {
  const { status } = spawnSync(
    process.execPath,
    ['--expose-gc', join(outdir, 'row-model.mjs'), ...process.argv.slice(2)],
    { cwd: root, stdio: 'inherit' },
  );
  if (status !== 0) process.exitCode = 1;
});
