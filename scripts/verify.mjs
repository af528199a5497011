/** `npm run verify -- FILE.zip`: checks an evidence pack, also on a computer without a data folder. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { begin } from './setup/begin.mjs';

begin({ build: true }, async () => {
  const { inRoot } = await import('./setup/place.mjs');
  const { main } = await import('../dist/verify-pack.mjs');
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  // npm changes to the folder of the package; INIT_CWD is where the command was typed.
  const from = process.env.INIT_CWD ?? process.cwd();
  main(
    process.argv.slice(2).map((each) => path.resolve(from, each)),
    version,
  );
});
