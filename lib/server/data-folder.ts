import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';

export type PreparedFolder = { ok: true } | { ok: false; message: string; cure: string };

/** Makes the data folder, readable by its owner only, unless it is there; says so if nothing can be written to it. */
export async function prepareDataFolder(folder: string): Promise<PreparedFolder> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
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

const reasons: Record<string, string> = {
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EEXIST: 'there is a file of that name',
  ENOTDIR: 'there is a file where a folder should be',
  ENAMETOOLONG: 'the name is too long',
};
