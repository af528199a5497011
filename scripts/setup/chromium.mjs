/** Finds or downloads a browser for the end-to-end tests. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { quietly } from './command.mjs';
import { SetupFailure, say } from './failure.mjs';
import { inRoot } from './place.mjs';

/** The longest silence of a download before it is given up, in ms. */
const silenceMs = 120_000;

/** The path of a working browser. */
export async function ensureChromium() {
  const asked = process.env.PLAYWRIGHT_CHROMIUM;
  if (asked) {
    if (await runs(asked)) return asked;
    throw new SetupFailure(`PLAYWRIGHT_CHROMIUM names ${asked}, which does not run.`, {
      hint: 'Set it to the path of a Chromium or Chrome, or leave it out.',
    });
  }
  const { chromium } = await import('@playwright/test');
  const own = chromium.executablePath();
  const here = await firstThatRuns([own, ...places()]);
  if (here) return here;
  say('Fetching Chromium for the end-to-end tests (once)…');
  const cli = inRoot('node_modules', '@playwright', 'test', 'cli.js');
  const fetched = await quietly(process.execPath, [cli, 'install', 'chromium'], { silenceMs });
  if (await runs(own)) return own;
  const installed = (await installPackage()) ? await firstThatRuns(places()) : null;
  if (installed) return installed;
  throw new SetupFailure('There is no Chromium for the end-to-end tests, and none could be fetched.', {
    output: fetched.output,
    hint: 'Install Chromium or Chrome, or set PLAYWRIGHT_CHROMIUM to the path of one, then run npm test again.',
  });
}

/** The usual paths on each system. */
function places(platform = process.platform) {
  if (platform === 'darwin') {
    const applications = ['/Applications', join(homedir(), 'Applications')];
    return ['Chromium', 'Google Chrome'].flatMap((name) =>
      applications.map((folder) => join(folder, `${name}.app`, 'Contents', 'MacOS', name)),
    );
  }
  if (platform === 'win32') {
    const { ProgramFiles, LOCALAPPDATA } = process.env;
    return [ProgramFiles, process.env['ProgramFiles(x86)'], LOCALAPPDATA]
      .filter(Boolean)
      .map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'));
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return names.map((name) => `/usr/bin/${name}`);
}

async function firstThatRuns(paths) {
  for (const path of paths) if (await runs(path)) return path;
  return null;
}

/** Whether the program works: it must print its version. On some systems it only says where to get the real browser. */
async function runs(path) {
  if (!existsSync(path)) return false;
  // Chrome on Windows opens a window instead of printing its version.
  if (process.platform === 'win32') return true;
  return (await quietly(path, ['--version'], { silenceMs: 20_000 })).code === 0;
}

/** Installs the system's package, as root on Debian and its derivatives. */
async function installPackage() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  say('Installing the chromium package of this system…');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const updated = await quietly('apt-get', ['update'], { env, silenceMs });
  if (updated.code !== 0) return false;
  return (await quietly('apt-get', ['install', '-y', 'chromium'], { env, silenceMs })).code === 0;
}
