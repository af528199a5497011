/** How every script begins. Written so that even old versions of Node.js can read it. */
import { nodeIsNewEnough } from './node-version.mjs';

/** Checks Node.js and the packages, then does the work; what fails is explained. */
export async function begin(work) {
  if (!nodeIsNewEnough()) {
    process.exitCode = 1;
    return;
  }
  const { explained } = await import('./failure.mjs');
  await explained(async () => {
    const { ensureInstalled } = await import('./install.mjs');
    await ensureInstalled();
    await work();
  });
}
