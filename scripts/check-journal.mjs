/** `npm run check-journal`: proves or disproves that somebody edited the journals of this data folder. */
import { begin } from './setup/begin.mjs';

begin({ build: true }, async () => {
  const { main } = await import('../dist/check-journal.mjs');
  main();
});
