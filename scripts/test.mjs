/** `npm test`: everything. */
import { begin } from './setup/begin.mjs';

begin(async () => {
  const { ensureBuilt } = await import('./setup/build.mjs');
  const { ensureChromium } = await import('./setup/chromium.mjs');
  const { endToEndTests, inOrder, lint, testsApart, testsOnce, types, typesOfRoutes } = await import(
    './setup/steps.mjs'
  );
  const chromium = await ensureChromium();
  const build = { title: 'Build', work: ensureBuilt };
  await inOrder(
    [lint, typesOfRoutes, types, testsOnce, testsApart, build, endToEndTests],
    chromium ? { LOCKSTEP_CHROMIUM: chromium } : {},
  );
});
