/** Installs the packages if they are missing, or if the lockfile changed. */
import { existsSync, rmSync } from 'node:fs';
import { SetupFailure, say } from './failure.mjs';
import { hasTools, missingPackages, packagesHash } from './installed.mjs';
import { withLock } from './lock.mjs';
import { npm } from './npm.mjs';
import { inRoot } from './place.mjs';
import { readStamp, writeStamp } from './stamp.mjs';

const stamp = inRoot('node_modules', '.lockstep-installed');
const lock = inRoot('dist', '.lock');

/**
 * Packages are installed without their install scripts, except the database on an older Node.js; that script is run by
 * name.
 */
const options = ['--ignore-scripts', '--no-audit', '--no-fund'];

const hint =
  'Check the network, then start again. Behind a company proxy, npm needs to know it: npm config set proxy ADDRESS, and npm config set cafile FILE for its certificate.';

/**
 * Makes sure that node_modules matches the lockfile. A start needs only the packages that run and build; with `tools`,
 * those for development and tests are installed too.
 */
export async function ensureInstalled({ tools }) {
  if (isInstalled({ tools })) return;
  const waiting = () => say('Another start is installing packages; waiting for it…');
  await withLock(lock, async () => (isInstalled({ tools }) ? undefined : install({ tools })), { waiting });
}

function isInstalled({ tools }) {
  const found = readStamp(stamp);
  return found === textOf({ tools: true }) || (!tools && found === textOf({ tools: false }));
}

function textOf({ tools }) {
  return [process.platform, process.arch, packagesHash(), tools ? 'with tools' : 'to start'].join(' ');
}

async function install({ tools }) {
  const before = readStamp(stamp);
  // A folder that has the tools already keeps them.
  const all = tools || hasTools();
  const [platform = process.platform, arch = process.arch] = before.split(' ').filter(Boolean);
  const otherPlatform = platform !== process.platform || arch !== process.arch;
  const missing = otherPlatform ? null : missingPackages({ tools: all });
  if (missing?.length !== 0) {
    const toolsOnly = !otherPlatform && missingPackages({ tools: false })?.length === 0;
    await (toolsOnly ? addTools(missing) : installAnew(all));
  }
  writeStamp(stamp, textOf({ tools: all }));
}

/** Installs everything. What was in node_modules is deleted. */
async function installAnew(all) {
  const first = !existsSync(inRoot('node_modules'));
  say(first ? 'Installing packages (first start)…' : 'Installing packages (they changed)…');
  const verb = existsSync(inRoot('package-lock.json')) ? 'ci' : 'install';
  await runNpm([verb, all ? '--include=dev' : '--omit=dev']);
}

/**
 * Adds the packages for development and tests. Folders left by an interrupted installation are deleted first, since npm
 * trusts them.
 */
async function addTools(missing) {
  say('Installing the packages that develop and test…');
  for (const path of missing) rmSync(inRoot(path), { recursive: true, force: true });
  await runNpm(['install', '--no-save', '--include=dev']);
}

/**
 * npm asks the registry only for what its cache lacks. If a version is newer than the cache, the call is repeated
 * without preferring the cache.
 */
async function runNpm(words) {
  let { code, output } = await npm([...words, ...options, '--prefer-offline']);
  const isCacheOld = code !== 0 && output.includes('ETARGET');
  if (isCacheOld) ({ code, output } = await npm([...words, ...options, '--prefer-online']));
  if (code !== 0) throw new SetupFailure('Installing the packages failed.', { output, hint });
}
