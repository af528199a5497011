/** A started program whose pages are drawn, with a data folder of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs `script` of the checkout in `root` while `work` is under way, and calls it with the link that the program prints.
 * `printed` finds the link in what was printed so far.
 */
export async function withProgram(root, script, printed, work) {
  const dataDir = await mkdtemp(join(tmpdir(), 'lockstep-pictures-'));
  const program = spawn(process.execPath, [script], {
    cwd: root,
    env: {
      ...process.env,
      PORT: '0',
      LOCKSTEP_OPEN: '0',
      LOCKSTEP_DEMO: 'quick',
      LOCKSTEP_DATA_DIR: dataDir,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    return await work(await linkOf(program, printed));
  } finally {
    program.kill('SIGINT');
    if (program.exitCode === null && program.signalCode === null) await once(program, 'exit');
    await rm(dataDir, { recursive: true });
  }
}

/** How `npm start` prints its link. */
export const started = /Lockstep is ready: (\S+)/;
/** How `npm run dev` prints it. */
export const developed = /Lockstep in development: (\S+)/;

function linkOf(program, printed) {
  return new Promise((resolve, reject) => {
    let text = '';
    program.stdout.on('data', (more) => {
      text += more;
      const [, link] = printed.exec(text) ?? [];
      if (link) resolve(link);
    });
    program.once('exit', () => reject(new Error(`Lockstep ended:\n${text}`)));
  });
}

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
