/** `npm run screenshots`: draws the pages of docs/screenshots with the demo organisation, in light and dark. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { begin } from './setup/begin.mjs';

const size = { width: 1280, height: 800 };

begin(async () => {
  const { ensureBuilt } = await import('./setup/build.mjs');
  const { ensureChromium } = await import('./setup/chromium.mjs');
  const { inRoot } = await import('./setup/place.mjs');
  const executablePath = await ensureChromium();
  await ensureBuilt();
  const { chromium } = await import('@playwright/test');

  const dataDir = await mkdtemp(join(tmpdir(), 'lockstep-screenshots-'));
  const lockstep = spawn(process.execPath, ['scripts/start.mjs'], {
    env: {
      ...process.env,
      PORT: '0',
      LOCKSTEP_OPEN: '0',
      LOCKSTEP_DEMO: 'quick',
      LOCKSTEP_DATA_DIR: dataDir,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const page = await browser.newPage({ viewport: size, reducedMotion: 'reduce' });
    await drawPages(page, await linkOf(lockstep), (name) => inRoot('docs', 'screenshots', `${name}.png`));
  } finally {
    await browser.close();
    lockstep.kill('SIGINT');
    await once(lockstep, 'exit');
    await rm(dataDir, { recursive: true });
  }
});

/** The launch link that the program prints. */
function linkOf(lockstep) {
  return new Promise((resolve, reject) => {
    let printed = '';
    lockstep.stdout.on('data', (text) => {
      printed += text;
      const [, link] = /Lockstep is ready: (\S+)/.exec(printed) ?? [];
      if (link) resolve(link);
    });
    lockstep.once('exit', () => reject(new Error(`Lockstep ended:\n${printed}`)));
  });
}

/** Goes through the main job with the demo organisation, and draws each page on the way. */
async function drawPages(page, link, fileOf) {
  const draw = async (name) => {
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: fileOf(`${name}-${colorScheme}`), animations: 'disabled' });
    }
  };
  const press = (name) => page.getByRole('button', { name }).first().click();
  await page.goto(link);
  await page.getByRole('button', { name: 'Use the demo organisation' }).waitFor();
  await draw('start');
  await press('Use the demo organisation');
  await press('Use the sample users export');
  await page.waitForURL('**/review/*');
  await press('I am not in this file');
  await page.getByLabel('The e-mail address of your own account').first().fill('me@example.net');
  await press('Use this address');
  await page.getByText('You are not in this file').waitFor();
  await draw('review');
  await press('Deactivate selected');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Check now' }).click();
  await dialog.getByText(/^\d+ will be deactivated/).waitFor();
  await draw('confirm');
  await dialog.getByLabel(/Reason for going/).fill('The contract has ended');
  await page.keyboard.press('Enter');
  await dialog.getByText('Your reason').waitFor();
  const [count] = /[\d,]+/.exec((await dialog.getByRole('heading').first().textContent()) ?? '') ?? [];
  await dialog.getByLabel('Type the number').fill(count.replace(',', ''));
  await dialog.getByRole('button', { name: `Deactivate ${count} users` }).click();
  await page.waitForURL('**/runs/*');
  await page.getByText('verified').first().waitFor();
  await draw('run');
}
