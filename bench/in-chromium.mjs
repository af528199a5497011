/** Runs Lockstep on a data folder together with a page of Chromium, while `work` runs. */
import { chromium } from '@playwright/test';
import { withServer } from './server.mjs';

/** Calls `work` with the page and the launch link. Needs the production build (`npm run build`). */
export async function inChromium(dataDir, work) {
  await withServer(dataDir, {}, async (link) => {
    const executablePath = process.env.LOCKSTEP_CHROMIUM;
    const browser = await chromium.launch({
      ...(executablePath ? { executablePath } : {}),
      args: ['--no-sandbox', '--disable-gpu', '--enable-precise-memory-info', '--js-flags=--expose-gc'],
    });
    try {
      await work(await browser.newPage({ viewport: { width: 1440, height: 820 } }), link);
    } finally {
      await browser.close();
    }
  });
}

/** Opens a launch link and waits until the page has left it. */
export async function letIn(page, link) {
  await page.goto(link);
  await page.waitForURL((url) => !url.pathname.startsWith('/launch'));
}
