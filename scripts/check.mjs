/** `npm run check`: the checks before a commit. No build, no browser, and none of the tests that take minutes. */
import { begin } from './setup/begin.mjs';

begin({ tools: true }, async () => {
  const { inOrder, lint, quickUnitTests, types, typesOfRoutes } = await import('./setup/steps.mjs');
  await inOrder([lint, typesOfRoutes, types, quickUnitTests]);
});
