/** Bundles the worker once, with all it imports but what is native: it then starts in half a second of CPU or less. */
import { build } from 'esbuild';

/** Writes the worker to `outfile`, which must lie in the project, so that the native package is found. */
export async function bundleWorker(outfile: string): Promise<void> {
  await build({
    entryPoints: ['test/kill/worker.ts'],
    outfile,
    bundle: true,
    external: ['better-sqlite3', 'better-sqlite3-node20'],
    platform: 'node',
    format: 'esm',
    target: 'node20.9',
    // Packages in the older form of modules ask for Node's own by `require`.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    logLevel: 'silent',
  });
}
