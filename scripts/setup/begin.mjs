/** How every script begins. Written so that even old versions of Node.js can read it. */
import { takeKey } from './key.mjs';
import { nodeIsNewEnough } from './node-version.mjs';

/**
 * Checks Node.js and the packages, then does the work; what fails is explained. The work gets the API key of the
 * environment, which no program that is started inherits.
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
