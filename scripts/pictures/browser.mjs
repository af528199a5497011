/** The browser that draws the pages. */

/** Runs `work` with a browser. */
export async function withBrowser(work) {
  const { ensureChromium } = await import('../setup/chromium.mjs');
  const executablePath = await ensureChromium();
  const { chromium } = await import('@playwright/test');
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}
