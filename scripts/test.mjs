/** `npm test`: everything. */
import { begin } from './setup/begin.mjs';

begin({ tools: true }, async () => {
  const { ensureBuilt } = await import('./setup/build.mjs');
  const { ensureChromium } = await import('./setup/chromium.mjs');
  const { endToEndTests, inOrder, lint, testsApart, testsOnce, types, typesOfRoutes } = await import(
    './setup/steps.mjs'
  );
  // The browser is downloaded while the code is checked. A failed download is reported after these checks.
  const arriving = ensureChromium();
  arriving.catch(() => {});
  const env = {};
  const browser = {
    title: 'Browser',
    work: async () => {
      env.LOCKSTEP_CHROMIUM = await arriving;
    },
  };
  const build = { title: 'Build', work: ensureBuilt };
  await inOrder([lint, typesOfRoutes, types, browser, testsOnce, testsApart, build, endToEndTests], env);
});
