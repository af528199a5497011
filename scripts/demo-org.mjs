/** `npm run demo-org`: the demo organisation by itself, for trying scripts against it. */
import { begin } from './setup/begin.mjs';

begin(async () => {
  const { ensureBuilt } = await import('./setup/build.mjs');
  await ensureBuilt();
  await import('../dist/demo-organisation.mjs');
});
