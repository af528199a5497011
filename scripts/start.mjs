/** `npm start`: installs and builds if needed, then runs the server in this process. */
import module from 'node:module';
import { begin } from './setup/begin.mjs';
import { keepHttpParserSmall } from './setup/http-parser.mjs';
import { inRoot } from './setup/place.mjs';

begin({ build: true }, async (apiKey) => {
  const { nextEnvironment } = await import('./setup/build.mjs');
  Object.assign(process.env, nextEnvironment);
  keepHttpParserSmall();
  // Node.js 22.1 and newer keep compiled code for the next start. In the folder of the build, no other user can change
  // it.
  module.enableCompileCache?.(inRoot('dist', 'compiled'));
  const { main } = await import('../dist/server.mjs');
  await main(apiKey);
  module.flushCompileCache?.();
});
