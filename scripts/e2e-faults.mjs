/** `npm run e2e:faults`: the browser tests, while the demo organisation answers some requests with 500 or 429. */
import { begin } from './setup/begin.mjs';

begin({ tools: true, build: true }, async () => {
  const { nextEnvironment } = await import('./setup/build.mjs');
  const { ensureChromium } = await import('./setup/chromium.mjs');
  const { visibly } = await import('./setup/command.mjs');
  const { say } = await import('./setup/failure.mjs');
  const { inRoot } = await import('./setup/place.mjs');

  const seed = process.env.LOCKSTEP_E2E_FAULTS ?? String(Math.floor(Math.random() * 1e6));
  const { NODE_ENV: _production, ...environment } = { ...process.env, ...nextEnvironment };
  const chromium = await ensureChromium();
  say(`The same faults again: LOCKSTEP_E2E_FAULTS=${seed} npm run e2e:faults`);
  const playwright = inRoot('node_modules', '@playwright', 'test', 'cli.js');
  process.exitCode = await visibly(process.execPath, [playwright, 'test', ...process.argv.slice(2)], {
    env: {
      ...environment,
      LOCKSTEP_E2E_FAULTS: seed,
      ...(chromium ? { LOCKSTEP_CHROMIUM: chromium } : {}),
    },
  });
});
