/** `npm run bench`: bundles and runs the bench. The figures are ratios, measured in one run on this machine. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, withBundled } from './bundled.mjs';

await withBundled(['bench/compare.ts', 'bench/stand-in.ts', 'bench/memory.ts'], (outdir) => {
  const { status } = spawnSync(process.execPath, [join(outdir, 'compare.mjs'), ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
});
