/**
 * Bundles the worker once with all its imports except native ones, so that it starts within half a second of CPU time.
 */
import { build } from 'esbuild';

/** Writes the worker to `outfile`. It must be in the project, so that the native package is found. */
export async function bundleWorker(outfile: string): Promise<void> {
  await build({
    entryPoints: ['test/kill/worker.ts'],
    outfile,
    bundle: true,
    external: ['better-sqlite3', 'better-sqlite3-node20'],
    platform: 'node',
    format: 'esm',
    target: 'node20.9',
    // CommonJS packages load Node's own modules with `require`.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    logLevel: 'silent',
  });
}
