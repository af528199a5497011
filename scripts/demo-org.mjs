/** `npm run demo-org`: the demo organisation by itself, for trying scripts against it. */
import { begin } from './setup/begin.mjs';

begin({ build: true }, async () => {
  await import('../dist/demo-organisation.mjs');
});
