import { constants, readdirSync, rmSync } from 'node:fs';
import { access, chmod, mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';

export type PreparedFolder = { ok: true } | { ok: false; message: string; cure: string };

/** Makes the data folder, readable by its owner only, unless it is there; says so if nothing can be written to it. */
export async function prepareDataFolder(folder: string): Promise<PreparedFolder> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    await closeToOthers(folder);
    return { ok: true };
  } catch (problem) {
    const code = problem instanceof Error && 'code' in problem ? String(problem.code) : '';
    return {
      ok: false,
      message: `The data folder ${folder} cannot be used: ${reasons[code] ?? String(problem)}.`,
      cure: 'Set LOCKSTEP_DATA_DIR to a folder you may write to.',
    };
  }
}

/** The names of Lockstep's own files in its folder. */
const ours =
  /^(?:lockstep\.(?:db|lock)(?:-wal|-shm|-journal)?|lockstep\.note(?:\.new)?|demo-organisation\.jsonl?|open-lockstep-\d+\.html|reading-.*\.part.*)$/;

/** Files of ours are for their owner alone, and the folder too where nothing else is in it (it may be shared). */
async function closeToOthers(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const names = await readdir(folder);
  for (const name of names.filter((each) => ours.test(each))) await chmod(path.join(folder, name), 0o600);
  const { mode } = await stat(folder);
  if ((mode & 0o077) !== 0 && names.every((each) => ours.test(each))) await chmod(folder, 0o700);
}

/** Deletes every file of ours in the folder; what else is there stays. */
export function forgetEverything(folder: string): void {
  // First, so that a deletion that is cut off is not taken for a loss at the next start.
  rmSync(path.join(folder, 'lockstep.note'), { force: true });
  for (const name of readdirSync(folder)) {
    if (ours.test(name)) rmSync(path.join(folder, name), { force: true });
  }
}

const reasons: Record<string, string> = {
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EEXIST: 'there is a file of that name',
  ENOTDIR: 'there is a file where a folder should be',
  ENAMETOOLONG: 'the name is too long',
};
