/** `npm run check`: what is worth knowing before a commit. No build, no browser, and not the tests that take minutes. */
import { begin } from './setup/begin.mjs';

begin(async () => {
  const { inOrder, lint, quickUnitTests, types, typesOfRoutes } = await import('./setup/steps.mjs');
  await inOrder([lint, typesOfRoutes, types, quickUnitTests]);
});
