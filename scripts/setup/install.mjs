/** Installs the packages if they are missing, if the lockfile changed, or if Node.js did. */
import { existsSync } from 'node:fs';
import { SetupFailure, say } from './failure.mjs';
import { followsLockfile } from './installed.mjs';
import { withLock } from './lock.mjs';
import { ensureNative } from './native.mjs';
import { npm } from './npm.mjs';
import { inRoot, root } from './place.mjs';
import { contentHash, readStamp, writeStamp } from './stamp.mjs';

const stamp = inRoot('node_modules', '.lockstep-installed');
const lock = inRoot('dist', '.lock');

/** No package needs its install script, except the database on an older Node.js; that script is run by name. */
const options = ['--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'];

const hint =
  'Check the network, then start again. Behind a company proxy, npm needs to know it: npm config set proxy ADDRESS, and npm config set cafile FILE for its certificate.';

/** Makes sure that node_modules matches the lockfile and the running Node.js. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  const waiting = () => say('Another start is installing packages; waiting for it…');
  await withLock(lock, async () => (isInstalled() ? undefined : install()), { waiting });
}

function isInstalled() {
  return readStamp(stamp) === wanted();
}

function wanted() {
  const { platform, arch, versions } = process;
  return [contentHash(root, ['package-lock.json']), platform, arch, versions.modules, versions.napi].join(
    ' ',
  );
}

async function install() {
  const first = !existsSync(inRoot('node_modules'));
  const [, platform = process.platform, arch = process.arch] = readStamp(stamp).split(' ');
  const otherPlatform = platform !== process.platform || arch !== process.arch;
  if (otherPlatform || !followsLockfile()) {
    say(first ? 'Installing packages (first start)…' : 'Installing packages (they changed)…');
    const verb = existsSync(inRoot('package-lock.json')) ? 'ci' : 'install';
    const { code, output } = await npm([verb, ...options]);
    if (code !== 0) throw new SetupFailure('Installing the packages failed.', { output, hint });
  }
  await ensureNative();
  writeStamp(stamp, wanted());
}
