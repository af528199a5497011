/** Checks the folders above the data folder. A user who can write to one of them can replace everything below it. */
import type { Stats } from 'node:fs';
import { lstat, mkdir, readlink } from 'node:fs/promises';
import path from 'node:path';
import { thrownCode } from '#lib/domain/text/thrown';

/** The reason why a folder is refused, and what to do. */
export interface Refusal {
  ok: false;
  message: string;
  hint: string;
}

/** `folder`: the path without links; it need not exist. `warnings`: what the admin should know, one sentence each. */
export type SafePath = { ok: true; folder: string; warnings: string[] } | Refusal;

/** The owner of a file, and the permissions of others. */
type Rights = Pick<Stats, 'uid' | 'gid' | 'mode'>;

/** Our user, and all our groups. */
export interface Identity {
  uid: number;
  groups: readonly number[];
}

/** Null on Windows, whose permissions work differently. */
export function ownIdentity(): Identity | null {
  const { geteuid, getegid, getgroups } = process;
  if (!geteuid || !getegid || !getgroups) return null;
  return { uid: geteuid.call(process), groups: [getegid.call(process), ...getgroups.call(process)] };
}

/** Maximum number of links in one path, as on Linux. */
const mostLinks = 40;

/**
 * Follows the links in the path of `folder` once; everything afterwards uses the returned path. Every folder on the way
 * must be safe. A missing one is created, for its owner only. Throws system errors.
 */
export async function safePath(folder: string, we: Identity): Promise<SafePath> {
  const wanted = path.resolve(folder);
  const rest = path.dirname(wanted).split(path.sep);
  const warnings: string[] = [];
  let here = path.parse(wanted).root;
  let links = 0;
  for (;;) {
    const judged = judgeParent(here, await lstat(here), we);
    if (judged?.refuses) return refusal(judged.message);
    if (judged && !warnings.includes(judged.message)) warnings.push(judged.message);
    const name = rest.shift();
    if (name === undefined) return { ok: true, folder: path.join(here, path.basename(wanted)), warnings };
    const next = path.join(here, name);
    const found = await madeOrFound(next);
    if (!found.isSymbolicLink()) {
      if (!found.isDirectory())
        throw Object.assign(new Error(`${next} is not a folder`), { code: 'ENOTDIR' });
      here = next;
      continue;
    }
    if (!isTrusted(found.uid, we)) return refusal(`the link ${next} belongs to another user`);
    links += 1;
    if (links > mostLinks) throw Object.assign(new Error(`${next} leads nowhere`), { code: 'ELOOP' });
    const target = await readlink(next);
    if (path.isAbsolute(target)) here = path.parse(target).root;
    rest.unshift(...target.split(path.sep));
  }

  function refusal(why: string): Refusal {
    return {
      ok: false,
      message: `The data folder ${folder} is not safe: ${why}, who could replace it.`,
      hint: 'Set LOCKSTEP_DATA_DIR to a folder in your home folder, or fix the permissions of that one.',
    };
  }
}

/**
 * The fault of a folder above the data folder; null if there is none. With the sticky bit, nobody can rename another
 * user's files.
 */
function judgeParent(
  folder: string,
  { uid, gid, mode }: Rights,
  we: Identity,
): { refuses: boolean; message: string } | null {
  if (!isTrusted(uid, we)) return { refuses: true, message: `${folder} belongs to another user` };
  if ((mode & 0o1000) !== 0) return null;
  if ((mode & 0o002) !== 0) return { refuses: true, message: `${folder} can be written to by every user` };
  if ((mode & 0o020) === 0) return null;
  if (!we.groups.includes(gid)) {
    return { refuses: true, message: `${folder} can be written to by another group` };
  }
  return {
    refuses: false,
    message: `${folder} can be written to by everybody in your group: they could replace the data folder.`,
  };
}

function isTrusted(uid: number, we: Identity): boolean {
  return uid === 0 || uid === we.uid;
}

async function madeOrFound(folder: string): Promise<Stats> {
  const found = await lookAt(folder);
  if (found !== null) return found;
  // Another start may create it at the same time.
  await mkdir(folder, { mode: 0o700, recursive: true });
  return lstat(folder);
}

/** The file at a path, without following a link; null if there is none. */
export async function lookAt(file: string): Promise<Stats | null> {
  try {
    return await lstat(file);
  } catch (problem) {
    if (thrownCode(problem) === 'ENOENT') return null;
    throw problem;
  }
}
