/** `node bench/reading.mjs`: bundles `reading.ts` and runs its two measurements, each in a process of its own. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const outdir = resolve(root, 'dist', `bench-${process.pid}`);
mkdirSync(outdir, { recursive: true });
try {
  await build({
    absWorkingDir: root,
    entryPoints: ['bench/reading.ts'],
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.9',
  });
  for (const part of ['against', 'million']) {
    const { status } = spawnSync(process.execPath, [resolve(outdir, 'reading.mjs'), part], {
      cwd: root,
      stdio: 'inherit',
    });
    if (status !== 0) process.exitCode = 1;
  }
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
