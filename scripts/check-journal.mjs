/** `npm run check-journal`: proves or disproves that somebody edited the journals of this data folder. */
import { begin } from './setup/begin.mjs';

begin(async () => {
  const { ensureBuilt } = await import('./setup/build.mjs');
  await ensureBuilt();
  const { main } = await import('../dist/check-journal.mjs');
  main();
});
