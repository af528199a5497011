/** The production build: Next.js for the pages, esbuild for the server. It is repeated when a source changed. */
import { existsSync, rmSync } from 'node:fs';
import { quietly } from './command.mjs';
import { SetupFailure, say } from './failure.mjs';
import { withLock } from './lock.mjs';
import { packFiles } from './pack.mjs';
import { inRoot, root } from './place.mjs';
import { contentHash, readStamp, removeStamp, writeStamp } from './stamp.mjs';

const stamp = inRoot('dist', '.built');
const lock = inRoot('dist', '.lock');

/** Everything that goes into the build. */
const sources = [
  'app',
  'components',
  'lib',
  'public',
  'scripts/setup',
  'next.config.js',
  'package-lock.json',
  'package.json',
  'postcss.config.mjs',
  'tsconfig.json',
];

const products = [
  ['.next', 'BUILD_ID'],
  ['dist', 'server.mjs'],
  ['dist', 'roster-worker.mjs'],
  ['dist', 'demo-organisation.mjs'],
  ['dist', 'check-journal.mjs'],
  ['dist', 'packed'],
  ['dist', 'verify-pack.mjs'],
];

/** The environment of Next.js: no telemetry, and no changes to our lockfile. */
export const nextEnvironment = {
  NODE_ENV: 'production',
  NEXT_TELEMETRY_DISABLED: '1',
  NEXT_IGNORE_INCORRECT_LOCKFILE: '1',
};

/** Makes sure that the build matches the current sources. */
export async function ensureBuilt() {
  if (isBuilt(wanted())) return;
  const waiting = () => say('Another start is building; waiting for it…');
  await withLock(lock, buildUnlessDone, { waiting });
}

async function buildUnlessDone() {
  // Hashed before the build, so that a change during the build leads to another build at the next start.
  const now = wanted();
  if (isBuilt(now)) return;
  say(
    existsSync(inRoot('.next'))
      ? 'Building (sources changed)…'
      : 'Building (first start, about half a minute)…',
  );
  removeStamp(stamp);
  await bundleServer();
  await buildPages();
  await packFiles(inRoot('.next', 'static'), inRoot('dist', 'packed'));
  writeStamp(stamp, now);
}

function wanted() {
  const tests = (name) => /\.test\.tsx?$/.test(name);
  return `${contentHash(root, sources, tests)} ${process.versions.node.split('.')[0]}`;
}

function isBuilt(now) {
  return readStamp(stamp) === now && products.every((parts) => existsSync(inRoot(...parts)));
}

/** The options with which esbuild bundles what runs with Node.js, also in development. */
export const bundleOptions = {
  absWorkingDir: root,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20.9',
  sourcemap: true,
};

/** The program of the thread for rosters' files, which is beside the server's. */
export const workerEntries = { 'roster-worker': 'lib/adapters/roster-thread/worker.ts' };

/** The bundles of the production build. */
export const productionEntries = {
  server: 'lib/server/main.ts',
  ...workerEntries,
  'demo-organisation': 'lib/demo/cli.ts',
  'check-journal': 'lib/server/check-journal.ts',
  'verify-pack': 'lib/server/verify-pack.ts',
};

async function bundleServer() {
  const { build, stop } = await import('esbuild');
  try {
    await build({ ...bundleOptions, entryPoints: productionEntries, outdir: 'dist', logLevel: 'silent' });
  } catch (problem) {
    throw buildFailure(problem.message);
  } finally {
    // Otherwise the process of esbuild would stay as long as the server that this start becomes.
    await stop();
  }
}

/** Next caches failures even after their cause is gone, so a second try begins without the cache. */
async function buildPages() {
  const next = inRoot('node_modules', 'next', 'dist', 'bin', 'next');
  const options = { env: { ...process.env, ...nextEnvironment } };
  const cached = existsSync(inRoot('.next'));
  let { code, output } = await quietly(process.execPath, [next, 'build'], options);
  if (code !== 0 && cached) {
    rmSync(inRoot('.next'), { recursive: true, force: true });
    ({ code, output } = await quietly(process.execPath, [next, 'build'], options));
  }
  if (code !== 0) throw buildFailure(output);
}

function buildFailure(output) {
  return new SetupFailure('The build failed.', {
    output,
    hint: 'If you changed a source, fix it as the message above says. Otherwise delete the folder node_modules, then start again.',
  });
}
