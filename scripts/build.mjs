/** `npm run build`: builds, unless the build is of these sources already. */
import { begin } from './setup/begin.mjs';

begin(async () => {
  const { ensureBuilt } = await import('./setup/build.mjs');
  await ensureBuilt();
});
