/** `npm start`: installs and builds if needed, then runs the server in this process. */
import { begin } from './setup/begin.mjs';

begin(async (apiKey) => {
  const { ensureBuilt, nextEnvironment } = await import('./setup/build.mjs');
  await ensureBuilt();
  Object.assign(process.env, nextEnvironment);
  const { main } = await import('../dist/server.mjs');
  await main(apiKey);
});
