/** Compares node_modules with the lockfile. */
import { readFileSync } from 'node:fs';
import { inRoot, root } from './place.mjs';
import { contentHash } from './stamp.mjs';

/** The packages in the lockfile, and the list that npm writes of the packages it installed. */
const lists = ['package-lock.json', 'node_modules/.package-lock.json'];

/** A hash of the wanted packages and of those that npm last installed. */
export function packagesHash() {
  return contentHash(root, lists);
}

/**
 * The paths of the packages that the lockfile wants and node_modules does not have; null if one of the two lists cannot
 * be read. With `tools`, the packages for development and tests are wanted too.
 */
export function missingPackages({ tools }) {
  const [wanted, found] = lists.map((list) => read(list)?.packages);
  if (!wanted || !found) return null;
  return missingOf(wanted, found, { tools, versionIn: (path) => read(`${path}/package.json`)?.version });
}

/**
 * The same for two lists of packages. An interrupted installation leaves folders that `found` does not list; `npm
 * install --package-lock-only` lists what it did not install. So `versionIn` also says which version is in a folder.
 */
export function missingOf(wanted, found, { tools, versionIn }) {
  return Object.entries(wanted)
    .filter(([path, entry]) => path !== '' && (tools || !entry.dev))
    .filter(([path, entry]) => {
      const there = found[path];
      if (there) return there.version !== entry.version || !hasVersion(entry, versionIn(path));
      return !(entry.optional || entry.devOptional) || isForUs(entry);
    })
    .map(([path]) => path);
}

/** Whether npm last installed any package that only development and tests need. */
export function hasTools() {
  return Object.values(read(lists[1])?.packages ?? {}).some(({ dev }) => dev === true);
}

/** A package in this repository is a link; the lockfile has its version in another entry. */
function hasVersion({ link, version }, found) {
  return link ? found !== undefined : found === version;
}

/** The content of a file with JSON; null if there is none. */
function read(path) {
  try {
    return JSON.parse(readFileSync(inRoot(path), 'utf8'));
  } catch {
    return null;
  }
}

/**
 * Whether an optional package says that it is for this platform. One that names no platform may be missing anywhere.
 */
function isForUs({ os, cpu, libc }) {
  if (!os || !cpu) return false;
  return os.includes(process.platform) && cpu.includes(process.arch) && (!libc || libc.includes(ourLibc()));
}

function ourLibc() {
  if (process.platform !== 'linux') return '';
  return process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';
}
