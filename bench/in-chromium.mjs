/** Lockstep on a data folder, and a page of Chromium to open it with, for as long as `work` takes. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { root } from './bundled.mjs';

/** Calls `work` with the page and the launch link; needs the production build (`npm run build`). */
export async function inChromium(dataDir, work) {
  const server = spawn(process.execPath, [join(root, 'scripts/start.mjs')], {
    cwd: root,
    env: { ...process.env, PORT: '0', LOCKSTEP_OPEN: '0', LOCKSTEP_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const link = await new Promise((ready, failed) => {
    let printed = '';
    server.stdout.on('data', (text) => {
      printed += text;
      const found = /Lockstep is ready: (\S+)/.exec(printed);
      if (found) ready(found[1]);
    });
    server.once('exit', () => failed(new Error(printed)));
  });
  const executablePath = process.env.LOCKSTEP_CHROMIUM;
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--enable-precise-memory-info', '--js-flags=--expose-gc'],
  });
  try {
    await work(await browser.newPage({ viewport: { width: 1440, height: 820 } }), link);
  } finally {
    await browser.close();
    server.kill('SIGINT');
    await new Promise((resolve) => server.once('exit', resolve));
  }
}
