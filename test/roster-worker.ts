/** For tests: the program of the thread for rosters' files, bundled as in the production build. */
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Bundles it into a folder of its own, from which it finds its libraries. `remove` deletes that folder. */
export async function bundledRosterWorker(): Promise<{ program: URL; remove(): void }> {
  const script = pathToFileURL(path.resolve('scripts/setup/build.mjs')).href;
  const { bundleOptions, workerEntries } = await import(script);
  const outdir = mkdtempSync(path.resolve('node_modules', '.roster-worker-'));
  await build({ ...bundleOptions, entryPoints: workerEntries, outdir, logLevel: 'silent' });
  return {
    program: pathToFileURL(path.join(outdir, 'roster-worker.mjs')),
    remove: () => rmSync(outdir, { recursive: true, force: true }),
  };
}
