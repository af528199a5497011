/** `npm run dev`: the app on the demo organisation, with pages and server that follow their sources. */
import { begin } from './setup/begin.mjs';

begin({ tools: true }, async (apiKey) => {
  const { develop } = await import('./setup/develop.mjs');
  await develop(apiKey);
});
