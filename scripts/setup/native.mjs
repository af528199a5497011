/** The one package with machine code: its name, whether it loads, and how it is compiled. */
import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { quietly } from './command.mjs';
import { SetupFailure, say } from './failure.mjs';
import { packagesHash } from './installed.mjs';
import { withLock } from './lock.mjs';
import { npm } from './npm.mjs';
import { inRoot } from './place.mjs';
import { readStamp, writeStamp } from './stamp.mjs';

const stamp = inRoot('node_modules', '.lockstep-database');
const lock = inRoot('dist', '.lock-database');

/**
 * The package for the database, as in lib/adapters/sqlite/driver.ts. The current version contains its binaries and
 * needs Node-API 10 (Node.js 22.14). Older Node.js gets the previous version, which is compiled for each version of
 * Node.js.
 */
const driver = Number(process.versions.napi) >= 10 ? 'better-sqlite3' : 'better-sqlite3-node20';

/** Makes sure that the database package loads in the running Node.js. The build of the pages does not need it. */
export async function ensureNative() {
  if (isPrepared()) return;
  const waiting = () => say('Another start is preparing the database; waiting for it…');
  await withLock(lock, async () => (isPrepared() ? undefined : prepare()), { waiting });
}

function isPrepared() {
  return readStamp(stamp) === wanted();
}

function wanted() {
  const { platform, arch, versions } = process;
  return [platform, arch, versions.modules, versions.napi, packagesHash()].join(' ');
}

async function prepare() {
  await compileUnlessLoads();
  writeStamp(stamp, wanted());
}

async function compileUnlessLoads() {
  if ((await loads()).code === 0) return;
  say('Preparing the database for this Node.js (about a minute)…');
  const rebuilt = await npm(['rebuild', driver], buildEnvironment());
  const { code, output } = await loads();
  if (code === 0) return;
  throw new SetupFailure(`The database (${driver}) does not load with this Node.js.`, {
    output: rebuilt.code === 0 ? output : rebuilt.output,
    hint: `Use Node.js 22.14 or newer, which needs nothing compiled; or install the tools to compile it (${tools()}). Then start again.${strayHeaders()}`,
  });
}

function loads() {
  return quietly(process.execPath, ['-e', `require('${driver}')(':memory:').close()`]);
}

/** Whether npm is set to compile for another Node.js. That setting stays after a change of the version. */
function strayHeaders() {
  const given = process.env.npm_config_nodedir ?? '';
  if (given === '' || headersFit(given)) return '';
  return ` npm is set to compile for another Node.js (nodedir=${given}): npm config delete nodedir.`;
}

function tools() {
  if (process.platform === 'darwin') return 'xcode-select --install';
  if (process.platform === 'win32') return 'the Visual Studio Build Tools with C++, and Python 3';
  return 'python3, make and g++';
}

/**
 * The environment for npm. It uses the headers beside the running Node.js, unless the folder already set fits this
 * version too. A folder of another version is dropped, since its result would not load. No prebuilt binary is fetched,
 * since the lockfile has no hash for it. All processors compile, unless JOBS says how many. SQLite is optimised as its
 * own build does it (-O2), which compiles a fifth faster than node-gyp's -O3.
 */
export function buildEnvironment(environment = process.env, execPath = process.execPath) {
  const { npm_config_nodedir: given = '', ...others } = environment;
  const rest = {
    JOBS: 'max',
    CFLAGS: '-O2',
    CXXFLAGS: '-O2',
    ...others,
    npm_config_build_from_source: 'true',
  };
  const fitting = [given, ...headerFolders(execPath)].find((folder) => folder !== '' && headersFit(folder));
  return fitting ? { ...rest, npm_config_nodedir: fitting } : rest;
}

/** An installation has the headers in `include` beside `bin`; npm's package `node` links only the program itself. */
function headerFolders(execPath) {
  return [execPath, realpathSync(execPath)].flatMap((path) => {
    const folder = dirname(dirname(path));
    return [folder, join(folder, 'node_modules', `node-${process.platform}-${process.arch}`)];
  });
}

/** Whether the headers in a folder match the binary interface of the running Node.js. */
function headersFit(folder) {
  try {
    const text = readFileSync(join(folder, 'include', 'node', 'node_version.h'), 'utf8');
    return /#define NODE_MODULE_VERSION (\d+)/.exec(text)?.[1] === process.versions.modules;
  } catch {
    return false;
  }
}
