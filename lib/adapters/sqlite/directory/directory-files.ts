/** The directories in the data folder: one file for each API address and organisation. */
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { type DirectoryFile, directoryFile } from '#lib/adapters/sqlite/directory/directory-file';
import { directoryStore } from '#lib/adapters/sqlite/directory/directory-store';
import type { DirectoryFiles, DirectoryName, DirectoryStore } from '#lib/engine/storage';

interface OpenDirectory {
  file: DirectoryFile;
  store: DirectoryStore & { forgetMemory(): void };
}

/**
 * The directories in `folder`; in memory if it is null. `isReadOnly`: another process owns the folder, and nothing is
 * written.
 */
export function directoryFiles(folder: string | null, isReadOnly = false): DirectoryFiles {
  const open = new Map<string, OpenDirectory>();
  const opened = (name: DirectoryName): OpenDirectory => {
    const fileName = fileNameOf(name);
    const before = open.get(fileName);
    if (before) return before;
    const file = directoryFile(folder === null ? null : path.join(folder, fileName), name, isReadOnly);
    const made = { file, store: directoryStore(file) };
    open.set(fileName, made);
    return made;
  };
  return {
    of: (name) => opened(name).store,
    forget(name) {
      const { file, store } = opened(name);
      store.forgetMemory();
      file.remove();
    },
    expire(at) {
      if (folder === null || isReadOnly) return;
      for (const fileName of readdirSync(folder).filter((each) => directoryPattern.test(each))) {
        const name = open.get(fileName);
        const file = name?.file ?? directoryFile(path.join(folder, fileName), unnamed, false);
        const left = file.use((database) => {
          database.prepare('DELETE FROM readings WHERE at < ?').run(at);
          database.pragma('wal_checkpoint(TRUNCATE)');
          return database.prepare('SELECT EXISTS (SELECT 1 FROM readings)').pluck().get();
        });
        name?.store.forgetMemory();
        if (left === 0) file.remove();
        else if (!name) file.close();
      }
    },
    close() {
      for (const { file } of open.values()) file.close();
      open.clear();
    },
  };
}

/** The name that an existing file already has in itself. */
const unnamed: DirectoryName = { api: '', organisationId: null };

const directoryPattern = /^directory-[0-9a-f]{32}\.db$/;

function fileNameOf({ api, organisationId }: DirectoryName): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([api, organisationId]), 'utf8')
    .digest('hex');
  return `directory-${digest.slice(0, 32)}.db`;
}
