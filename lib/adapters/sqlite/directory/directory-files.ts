/** The directories in the data folder: one file for each API address and organisation. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { type DirectoryFile, directoryFile } from '#lib/adapters/sqlite/directory/directory-file';
import { deleteReadings, readingNumbers } from '#lib/adapters/sqlite/directory/directory-readings';
import { expireStates } from '#lib/adapters/sqlite/directory/directory-states';
import { directoryStore } from '#lib/adapters/sqlite/directory/directory-store';
import { eraseDatabase } from '#lib/adapters/sqlite/erase-file';
import type { StorageNotice } from '#lib/domain/retention';
import type {
  DirectoryFiles,
  DirectoryName,
  DirectoryStore,
  KeptDirectory,
} from '#lib/engine/storage/directories';

interface OpenDirectory {
  file: DirectoryFile;
  store: DirectoryStore & { forgetMemory(): void };
}

/** The folder (null: everything is in memory), and the directories in use by the names of their files. */
interface Directories {
  folder: string | null;
  isReadOnly: boolean;
  open: Map<string, OpenDirectory>;
  /** The names of deleted files of which some bytes may be left. */
  remains: Set<string>;
}

/**
 * The directories in `folder`; in memory if it is null. `isReadOnly`: another process owns the folder, and nothing is
 * written.
 */
export function directoryFiles(folder: string | null, isReadOnly = false): DirectoryFiles {
  const directories: Directories = { folder, isReadOnly, open: new Map(), remains: new Set() };
  const { open, remains } = directories;
  return {
    of: (name) => opened(directories, name).store,
    list: () => fileNames(folder).flatMap((fileName) => kept(directories, fileName)),
    forget(name) {
      const { file, store } = opened(directories, name);
      store.forgetMemory();
      file.end();
      open.delete(fileNameOf(name));
      const isGone = file.remove();
      if (!isGone) remains.add(fileNameOf(name));
      return isGone;
    },
    expire(at) {
      if (isReadOnly) return;
      for (const fileName of remains) {
        if (folder === null || eraseDatabase(path.join(folder, fileName))) remains.delete(fileName);
      }
      for (const fileName of fileNames(folder)) expire(directories, fileName, at);
    },
    notices: () => [
      ...[...open.values()].flatMap(({ file }) => file.fault() ?? []),
      ...[...remains].map((fileName) => bytesLeft(fileName)),
    ],
    close() {
      for (const { file } of open.values()) file.end();
      open.clear();
    },
  };
}

/** Overwrites and deletes every directory of a folder; they must be closed. Returns false if some bytes may be left. */
export function eraseDirectories(folder: string): boolean {
  return fileNames(folder)
    .map((fileName) => eraseDatabase(path.join(folder, fileName)))
    .every((gone) => gone);
}

function opened({ folder, isReadOnly, open, remains }: Directories, name: DirectoryName): OpenDirectory {
  const fileName = fileNameOf(name);
  const before = open.get(fileName);
  if (before) return before;
  const file = directoryFile(folder === null ? null : path.join(folder, fileName), name, isReadOnly);
  const made = { file, store: directoryStore(file) };
  remains.delete(fileName);
  open.set(fileName, made);
  return made;
}

/** The content of a file, in numbers. A file that is not in use is only read, and stays closed. */
function kept({ folder, open }: Directories, fileName: string): KeptDirectory[] {
  if (folder === null) return [];
  const file = open.get(fileName)?.file ?? directoryFile(path.join(folder, fileName), unnamed, true);
  const read = file.read((database) => {
    const name = database
      .prepare<[], DirectoryName>('SELECT api, organisation_id AS organisationId FROM name')
      .get();
    return name && { name, ...readingNumbers(database) };
  }, undefined);
  if (!open.has(fileName)) file.close();
  return read ? [{ ...read, id: idOf(fileName), bytes: sizeOf(path.join(folder, fileName)) }] : [];
}

function expire({ folder, open }: Directories, fileName: string, at: number): void {
  if (folder === null) return;
  const inUse = open.get(fileName);
  const file = inUse?.file ?? directoryFile(path.join(folder, fileName), unnamed, false);
  let isEmpty = false;
  let isChanged = false;
  file.write('expiry', (database) => {
    const deleted = deleteReadings(database, at);
    expireStates(database, at, deleted);
    isChanged = deleted.size > 0;
    isEmpty = database.prepare('SELECT 1 FROM readings LIMIT 1').get() === undefined;
  });
  if (isChanged) {
    file.settle();
    inUse?.store.forgetMemory();
  }
  if (isEmpty) file.remove();
  else if (!inUse) file.close();
}

function bytesLeft(fileName: string): StorageNotice {
  return {
    message: `The facts read about an organisation are deleted, but their bytes may still be in the data folder (${fileName}).`,
    hint: 'Another Lockstep may be reading it. Close the one that only watches. This one tries again every few hours; after a restart, delete the directory in Settings, under Data.',
  };
}

/** The name that an existing file already has in itself. */
const unnamed: DirectoryName = { api: '', organisationId: null };

const directoryPattern = /^directory-([0-9a-f]{32})\.db$/;

function fileNames(folder: string | null): string[] {
  return folder === null ? [] : readdirSync(folder).filter((each) => directoryPattern.test(each));
}

function idOf(fileName: string): string {
  return directoryPattern.exec(fileName)?.[1] ?? fileName;
}

function sizeOf(file: string): number {
  const parts = [file, `${file}-wal`].filter((each) => existsSync(each));
  return parts.reduce((sum, each) => sum + statSync(each).size, 0);
}

function fileNameOf({ api, organisationId }: DirectoryName): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([api, organisationId]), 'utf8')
    .digest('hex');
  return `directory-${digest.slice(0, 32)}.db`;
}
