/** Stamps: a hash of a step's input, written after the step succeeded, so that an interrupted step is repeated. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One hash over names and contents of files and folders below `root`. `leaveOut` says which files do not count. */
export function contentHash(root, names, leaveOut = () => false) {
  const hash = createHash('sha256');
  for (const name of names) addTo(hash, root, name, leaveOut);
  return hash.digest('hex');
}

function addTo(hash, root, name, leaveOut) {
  if (leaveOut(name)) return;
  const path = join(root, name);
  try {
    const content = readFileSync(path);
    hash.update(`${name}\0${content.length}\0`).update(content);
  } catch (problem) {
    if (problem.code === 'ENOENT') return;
    if (problem.code !== 'EISDIR') throw problem;
    for (const below of readdirSync(path).sort()) addTo(hash, root, `${name}/${below}`, leaveOut);
  }
}

/** The text of a stamp; '' if there is none. */
export function readStamp(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

export function writeStamp(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

export function removeStamp(path) {
  rmSync(path, { force: true });
}
