/** Deletes files so that their bytes are gone. */
import { closeSync, existsSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs';

/**
 * Overwrites a database's file and the files beside it with zeros, and deletes them. Returns false if some bytes may be
 * left, such as where another process keeps a file locked (Windows). Never throws.
 */
export function eraseDatabase(path: string): boolean {
  return ['', '-wal', '-shm'].map((end) => eraseFile(`${path}${end}`)).every((gone) => gone);
}

/** Overwrites one file with zeros and deletes it; otherwise like `eraseDatabase`. */
export function eraseFile(file: string): boolean {
  if (!existsSync(file)) return true;
  const blank = succeeds(() => overwrite(file));
  return succeeds(() => rmSync(file, { force: true })) && blank;
}

function succeeds(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

const zeros = Buffer.alloc(1 << 20);

function overwrite(file: string): void {
  const { size } = statSync(file);
  const handle = openSync(file, 'r+');
  try {
    for (let at = 0; at < size; at += zeros.length) {
      writeSync(handle, zeros, 0, Math.min(zeros.length, size - at), at);
    }
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
