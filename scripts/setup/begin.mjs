/** The beginning of every script. Even old versions of Node.js must be able to parse it. */
import { takeKey } from './key.mjs';
import { nodeIsNewEnough } from './node-version.mjs';

/**
 * Checks Node.js and the packages, then does the work and explains a failure. The work receives the API key from the
 * environment; programs that it starts do not inherit it. `tools`: the work needs the packages for development and
 * tests. `build`: it needs the production build.
 */
export async function begin({ tools = false, build = false }, work) {
  const apiKey = takeKey();
  if (!nodeIsNewEnough()) {
    process.exitCode = 1;
    return;
  }
  const { explained } = await import('./failure.mjs');
  await explained(async () => {
    const { ensureInstalled } = await import('./install.mjs');
    await ensureInstalled({ tools });
    const { ensureNative } = await import('./native.mjs');
    const { ensureBuilt } = await import('./build.mjs');
    // With an older Node.js, compiling the database takes most of a minute on one processor, so the build runs beside
    // it.
    await Promise.all([ensureNative(), build ? ensureBuilt() : undefined]);
    await work(apiKey);
  });
}
