/** `npm test`: everything, one after the other, up to the first failure. The runners' own words close the output. */
import { begin } from './setup/begin.mjs';

begin(async () => {
  const { ensureBuilt, nextEnvironment } = await import('./setup/build.mjs');
  const { ensureChromium } = await import('./setup/chromium.mjs');
  const { visibly } = await import('./setup/command.mjs');
  const { say } = await import('./setup/failure.mjs');
  const { inRoot } = await import('./setup/place.mjs');

  const { NODE_ENV: _production, ...environment } = { ...process.env, ...nextEnvironment };
  const chromium = await ensureChromium();
  const env = chromium ? { ...environment, LOCKSTEP_CHROMIUM: chromium } : environment;
  const tool = (...path) => inRoot('node_modules', ...path);
  const steps = [
    ['Lint and format', [tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '.']],
    ['Types of the routes', [tool('next', 'dist', 'bin', 'next'), 'typegen']],
    ['Types', [tool('typescript', 'bin', 'tsc'), '--noEmit']],
    ['Unit tests', [tool('vitest', 'vitest.mjs'), 'run']],
    ['Build', null],
    ['End-to-end tests', [tool('@playwright', 'test', 'cli.js'), 'test']],
  ];
  for (const [title, command] of steps) {
    say(`\n— ${title}`);
    if (command === null) {
      await ensureBuilt();
      continue;
    }
    const code = await visibly(process.execPath, command, { env });
    if (code === 0) continue;
    process.exitCode = code;
    return;
  }
});
