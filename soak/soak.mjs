/** `npm run soak -- MINUTES`: bundles and runs the soak, which docs/reliability.md describes. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, withBundled } from '../bench/bundled.mjs';

// The soak handles Ctrl-C and ends; afterwards the bundle is removed.
process.on('SIGINT', () => {});
await withBundled(['soak/main.ts', 'soak/player.ts'], (outdir) => {
  const { status } = spawnSync(process.execPath, [join(outdir, 'main.mjs'), ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
});
