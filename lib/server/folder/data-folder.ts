import { constants, readdirSync, rmSync, type Stats } from 'node:fs';
import { access, chmod, lstat, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { thrownCode } from '#lib/domain/text/thrown';
import {
  type Identity,
  lookAt,
  ownIdentity,
  type Refusal,
  type SafePath,
  safePath,
} from '#lib/server/folder/parent-folders';

/**
 * Creates the data folder if it does not exist, for its owner only. Returns its path after following the links above
 * it. Refuses a folder that another user could read, write to or replace, and one that is not writable. Permissions are
 * not checked on Windows.
 */
export async function prepareDataFolder(folder: string): Promise<SafePath> {
  try {
    const we = ownIdentity();
    const found: SafePath = we === null ? { ok: true, folder, warnings: [] } : await safePath(folder, we);
    if (!found.ok) return found;
    await mkdir(found.folder, { recursive: true, mode: 0o700 });
    const refused = we === null ? null : await closedToOthers(found.folder, we);
    if (refused !== null) return refused;
    await access(found.folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return found;
  } catch (problem) {
    const code = thrownCode(problem);
    return refusal(
      `The data folder ${folder} cannot be used: ${reasons[code] ?? String(problem)}.`,
      'Set LOCKSTEP_DATA_DIR to a folder you may write to.',
    );
  }
}

function refusal(message: string, hint: string): Refusal {
  return { ok: false, message, hint };
}

/** The names of Lockstep's own files in its folder. */
const ours =
  /^(?:lockstep\.(?:db|lock)(?:-wal|-shm|-journal)?|lockstep\.note(?:\.new)?|(?:directory|roster)-[0-9a-f]{32}\.db(?:-wal|-shm|-journal)?|demo-organisation\.jsonl?|open-lockstep-\d+\.html|reading-.*\.part.*|original-[\w-]+\.(?:gz|part))$/;

/**
 * Restricts folder and files to their owner. The owner must be us, and none of them may be a link. If others have
 * access to the folder and it contains anything else, it may be theirs, so it is refused.
 */
async function closedToOthers(folder: string, we: Identity): Promise<Refusal | null> {
  const found = await lstat(folder);
  const wrong = found.isDirectory()
    ? notOurs(folder, found, we)
    : `${folder} is not a folder, but a link or a file`;
  if (wrong !== null) return refusal(`The data folder is not safe: ${wrong}.`, ownFolder);
  if ((found.mode & 0o077) !== 0) {
    if (!(await readdir(folder)).every((name) => ours.test(name))) {
      return refusal(
        `Other users can read the data folder ${folder}, and it contains files that are not Lockstep’s.`,
        `Move what is not Lockstep’s out of it, or set LOCKSTEP_DATA_DIR to a new folder, such as ${path.join(folder, 'lockstep')}.`,
      );
    }
    await chmod(folder, 0o700);
    if (((await lstat(folder)).mode & 0o077) !== 0) {
      return refusal(`The disk of ${folder} does not store permissions.`, ownFolder);
    }
  }
  // From here on nobody else can add anything.
  for (const name of (await readdir(folder)).filter((each) => ours.test(each))) {
    const file = path.join(folder, name);
    const stats = await lookAt(file);
    // Another Lockstep may be using the folder.
    if (stats === null) continue;
    const planted = whyPlanted(file, stats, we);
    if (planted !== null) {
      return refusal(
        `The data folder is not safe: ${planted}.`,
        'Find out who put it there, then move it away, or set LOCKSTEP_DATA_DIR to another folder.',
      );
    }
    await chmod(file, 0o600);
  }
  return null;
}

/** The reason why a file with one of our names may not be ours; null if it is. */
function whyPlanted(file: string, stats: Stats, we: Identity): string | null {
  if (!stats.isFile()) return `${file} is not a file, but a link or a folder`;
  // Some systems let any user add a second name to our file, in any folder that they can write to.
  if (stats.nlink > 1) return `${file} has another name somewhere (a hard link)`;
  return notOurs(file, stats, we);
}

const ownFolder = 'Set LOCKSTEP_DATA_DIR to a folder of your own, not to a link.';

function notOurs(file: string, { uid }: Stats, we: Identity): string | null {
  return uid === we.uid ? null : `${file} belongs to another user`;
}

/** Deletes the database, which must be closed. The next start erases the files of rosters that it no longer names. */
export function forgetDatabase(folder: string): void {
  // Deleted first: if the deletion is interrupted, the next start must not report a loss.
  const names = ['lockstep.note', 'lockstep.db', 'lockstep.db-wal', 'lockstep.db-shm'];
  for (const name of names) rmSync(path.join(folder, name), { force: true });
}

/** Deletes all our files in the folder; other files stay. */
export function forgetEverything(folder: string): void {
  forgetDatabase(folder);
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
  ELOOP: 'a link in its path leads nowhere',
  ENAMETOOLONG: 'the name is too long',
};
