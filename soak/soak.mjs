/** `npm run soak -- MINUTES`: bundles the soak and runs it; docs/reliability.md says what it does. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, withBundled } from '../bench/bundled.mjs';

// Ctrl-C is for the soak, which ends with it; the bundle is removed after that.
process.on('SIGINT', () => {});
await withBundled(['soak/main.ts', 'soak/player.ts'], (outdir) => {
  const { status } = spawnSync(process.execPath, [join(outdir, 'main.mjs'), ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
});
