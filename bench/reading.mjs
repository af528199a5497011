/** `node bench/reading.mjs`: bundles `reading.ts` and runs its two measurements, each in its own process. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, withBundled } from './bundled.mjs';

await withBundled(['bench/reading.ts'], (outdir) => {
  for (const part of ['against', 'million']) {
    const { status } = spawnSync(process.execPath, ['--expose-gc', join(outdir, 'reading.mjs'), part], {
      cwd: root,
      stdio: 'inherit',
    });
    if (status !== 0) process.exitCode = 1;
  }
});
