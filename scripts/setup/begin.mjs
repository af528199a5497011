/** The beginning of every script. Even old versions of Node.js must be able to parse it. */
import { takeKey } from './key.mjs';
import { nodeIsNewEnough } from './node-version.mjs';

/**
 * Checks Node.js and the packages, then does the work and explains a failure. The work receives the API key from the
 * environment; programs that it starts do not inherit it.
 */
export async function begin(work) {
  const apiKey = takeKey();
  if (!nodeIsNewEnough()) {
    process.exitCode = 1;
    return;
  }
  const { explained } = await import('./failure.mjs');
  await explained(async () => {
    const { ensureInstalled } = await import('./install.mjs');
    await ensureInstalled();
    await work(apiKey);
  });
}
