/** `node bench/limits.mjs`: how much of a rate limit is used. `--http` leaves the simulation out. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, withBundled } from './bundled.mjs';

await withBundled(['bench/limits.ts', 'bench/stand-in.ts'], (outdir) => {
  const { status } = spawnSync(process.execPath, [join(outdir, 'limits.mjs'), ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
});
