/** `npm run screenshots`: draws the pages of docs/screenshots with the demo organisation, in light and dark. */
import { withBrowser } from './pictures/browser.mjs';
import { tour } from './pictures/tour.mjs';
import { begin } from './setup/begin.mjs';
import { withDataDir, withProgram } from './setup/program.mjs';

const size = { width: 1280, height: 800 };

begin({ tools: true, build: true }, async () => {
  const { inRoot, root } = await import('./setup/place.mjs');
  await withBrowser((browser) =>
    withDataDir((dataDir) =>
      withProgram({ root, dataDir }, async (link) => {
        const page = await browser.newPage({ viewport: size, reducedMotion: 'reduce' });
        await tour(page, link, async (name) => {
          for (const colorScheme of ['light', 'dark']) {
            await page.emulateMedia({ colorScheme });
            const path = inRoot('docs', 'screenshots', `${name}-${colorScheme}.png`);
            await page.screenshot({ path, animations: 'disabled' });
          }
        });
      }),
    ),
  );
});
