/** Bundles TypeScript of the bench into a folder that exists while `work` runs. */
import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';

export const root = resolve(import.meta.dirname, '..');

/** Calls `work` with a folder that contains each of `entryPoints` as an `.mjs`. */
export async function withBundled(entryPoints, work) {
  const outdir = resolve(root, 'dist', `bench-${process.pid}`);
  mkdirSync(outdir, { recursive: true });
  try {
    await build({
      absWorkingDir: root,
      entryPoints,
      outdir,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      target: 'node20.9',
    });
    return await work(outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
