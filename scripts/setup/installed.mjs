/** Compares node_modules with the lockfile. */
import { existsSync, readFileSync } from 'node:fs';
import { inRoot } from './place.mjs';

/**
 * Whether node_modules is what `npm ci` makes of the lockfile, whoever ran it. Then no download is needed, and no
 * network.
 */
export function followsLockfile() {
  const wanted = packages(inRoot('package-lock.json'));
  const found = packages(inRoot('node_modules', '.package-lock.json'));
  if (!wanted || !found) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const there = found[path];
    if (there) return there.version === entry.version && existsSync(inRoot(path, 'package.json'));
    return (entry.optional || entry.devOptional) && !isForUs(entry);
  });
}

function packages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
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
