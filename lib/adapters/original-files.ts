/** Copies of uploaded files in the data folder, packed with gzip, each in a file that only its owner may read. */
import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, readdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip, createGzip, type Gzip } from 'node:zlib';
import { eraseFile } from '#lib/adapters/sqlite/erase-file';
import type { OriginalStore } from '#lib/engine/storage/originals';

const fileOfRoster = /^original-([\w-]{1,64})\.gz$/;
const ownFile = /^original-[\w-]+\.(?:gz|part)$/;

/** Erases files; false if some bytes may be left. */
type Erase = (paths: readonly string[]) => Promise<boolean>;

/** Erases in the calling thread, for tests and scripts. */
const eraseHere: Erase = async (paths) => paths.map(eraseFile).every((isGone) => isGone);

/**
 * The copies in this folder. A file that cannot be copied is not kept, and no method fails because of that. `erase`
 * overwrites large files, so the server passes one that works in a thread.
 */
export function originalFiles(folder: string, erase: Erase = eraseHere): OriginalStore {
  /** Files that are being erased. */
  const pending = new Set<Promise<boolean>>();
  const settled = Promise.resolve(true);
  function erasing(erased: Promise<boolean>): Promise<boolean> {
    pending.add(erased);
    void erased.finally(() => pending.delete(erased));
    return erased;
  }
  const fileOf = (rosterId: string): string => path.join(folder, `original-${rosterId}.gz`);
  return {
    begin() {
      const part = path.join(folder, `original-${randomBytes(12).toString('hex')}.part`);
      // The fastest level: a file of a million users is read within seconds.
      const gzip = createGzip({ level: constants.Z_BEST_SPEED });
      const isWritten = written(gzip, part);
      return {
        async *passing(chunks) {
          for await (const chunk of chunks) {
            // A copy, since the other consumer of the chunk may transfer its memory to a thread.
            await put(gzip, Buffer.from(chunk));
            yield chunk;
          }
        },
        async keepAs(rosterId) {
          gzip.end();
          if (!(await isWritten) || !renamed(part, fileOf(rosterId))) await erasing(erase([part]));
        },
        async discard() {
          gzip.destroy();
          await isWritten;
          await erasing(erase([part]));
        },
      };
    },
    read: (rosterId) => (existsSync(fileOf(rosterId)) ? unpacked(fileOf(rosterId)) : null),
    packed: (rosterId) => (existsSync(fileOf(rosterId)) ? createReadStream(fileOf(rosterId)) : null),
    has: (rosterId) => existsSync(fileOf(rosterId)),
    remove: (rosterId) => (existsSync(fileOf(rosterId)) ? erasing(erase([fileOf(rosterId)])) : settled),
    keepOnly(rosterIds) {
      const kept = new Set(rosterIds);
      const left = readdirSync(folder).filter((name) => {
        const [, rosterId] = fileOfRoster.exec(name) ?? [];
        return ownFile.test(name) && (rosterId === undefined || !kept.has(rosterId));
      });
      if (left.length > 0) void erasing(erase(left.map((name) => path.join(folder, name))));
    },
    async close() {
      await Promise.all(pending);
    },
  };
}

/** Deletes every copy in the folder. Returns false if some bytes may be left. */
export function eraseOriginals(folder: string): boolean {
  return readdirSync(folder)
    .filter((name) => ownFile.test(name))
    .map((name) => eraseFile(path.join(folder, name)))
    .every((isGone) => isGone);
}

/** Resolves when the packed bytes are in the file and it is closed; to false if not all of them could be written. */
async function written(gzip: Gzip, file: string): Promise<boolean> {
  const sink = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  const isClosed = new Promise<void>((resolve) => sink.once('close', () => resolve()));
  const isWhole = await pipeline(gzip, sink).then(
    () => true,
    () => false,
  );
  await isClosed;
  return isWhole;
}

function renamed(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch {
    return false;
  }
}

/** Resolves when more can be taken, or when nothing can any more. */
async function put(gzip: Gzip, chunk: Uint8Array): Promise<void> {
  if (gzip.destroyed || gzip.write(chunk)) return;
  await new Promise<void>((resolve) => {
    const go = (): void => {
      gzip.off('drain', go).off('close', go);
      resolve();
    };
    gzip.once('drain', go).once('close', go);
  });
}

function unpacked(file: string): AsyncIterable<Uint8Array> {
  const gunzip = createGunzip();
  const source = createReadStream(file);
  source.on('error', (problem) => gunzip.destroy(problem));
  return source.pipe(gunzip);
}
