/** The names of the rosters' files in the data folder. */
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readdirSync, renameSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder } from '#lib/adapters/sqlite/own-file';

/** The files of one roster. */
export interface RosterPaths {
  /** The path while the file is written. */
  part: string;
  /** The path once the roster exists. */
  file: string;
}

/** The paths of one roster. Any text as ID gives a file name that every system allows. */
export function rosterPaths(folder: string, id: string): RosterPaths {
  const name = createHash('sha256').update(id, 'utf8').digest('hex').slice(0, 32);
  return { part: path.join(folder, `reading-${name}.part`), file: path.join(folder, `roster-${name}.db`) };
}

const ours = /^(?:reading-.*\.part|roster-[0-9a-f]{32}\.db)(?:-wal|-shm|-journal)?$/;

/**
 * Files of rosters that are not among these IDs, such as those that a process that died left, or deleted and could not
 * erase.
 */
export function leftoversIn(folder: string, ids: readonly string[]): string[] {
  const kept = new Set(ids.map((id) => path.basename(rosterPaths(folder, id).file)));
  const found = readdirSync(folder).filter((name) => ours.test(name));
  const mains = new Set(found.map((name) => name.replace(/-(?:wal|shm|journal)$/, '')));
  return [...mains].filter((name) => !kept.has(name)).map((name) => path.join(folder, name));
}

/** Gives a written file its final name, once all its bytes are on disk. Waits for the disk without blocking. */
export async function publishFile(paths: RosterPaths): Promise<void> {
  const handle = await open(paths.part, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  giveName(paths);
}

/** The same, synchronously, for when no other work must continue. */
export function publishAtOnce(paths: RosterPaths): void {
  const handle = openSync(paths.part, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  giveName(paths);
}

function giveName({ part, file }: RosterPaths): void {
  renameSync(part, file);
  syncFolder(path.dirname(file));
}
