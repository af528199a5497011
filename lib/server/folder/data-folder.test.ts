import {
  chmod,
  chown,
  lchown,
  link,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareDataFolder } from '#lib/server/folder/data-folder';
import { isRoot, isWindows, noModes, onlyWhere } from '#test/able';

const givesAway = 'only root can give files to another user';

let place: string;
beforeEach(async () => {
  place = await mkdtemp(join(await realpath(tmpdir()), 'lockstep-'));
});
afterEach(async () => {
  await chmod(place, 0o700);
  await rm(place, { recursive: true });
});

const safe = (folder: string, warnings: unknown[] = []) => ({ ok: true, folder, warnings });
const refused = (why: RegExp) => ({
  ok: false,
  message: expect.stringMatching(why),
  hint: expect.stringContaining('LOCKSTEP_DATA_DIR'),
});
const modeOf = async (file: string) => (await stat(file)).mode & 0o777;

describe('the data folder', () => {
  it('is made with the folders above it, for its owner only', async () => {
    const folder = join(place, 'a', 'b');
    expect(await prepareDataFolder(folder)).toEqual(safe(folder));
    if (isWindows) return;
    expect([await modeOf(join(place, 'a')), await modeOf(folder)]).toEqual([0o700, 0o700]);
  });

  it('is not changed if it exists', async () => {
    await writeFile(join(place, 'kept'), 'x');
    expect(await prepareDataFolder(place)).toEqual(safe(place));
    expect((await stat(join(place, 'kept'))).size).toBe(1);
  });

  it.each(['file', 'file/below'])(
    'is refused, with its name and a hint, where %s is a file',
    async (path) => {
      await writeFile(join(place, 'file'), 'x');
      expect(await prepareDataFolder(join(place, path))).toEqual(refused(/cannot be used: there is a file/));
    },
  );

  it('is refused where nothing can be written', async ({ skip }) => {
    skip(isWindows, noModes);
    skip(isRoot, 'root can write everywhere');
    await chmod(place, 0o500);
    expect((await prepareDataFolder(place)).ok).toBe(false);
    expect((await prepareDataFolder(join(place, 'below'))).ok).toBe(false);
  });
});

describe('of the data folder', () => {
  onlyWhere(!isWindows, noModes);

  it('folder and files are closed to others', async () => {
    await writeFile(join(place, 'lockstep.db'), 'x');
    await chmod(join(place, 'lockstep.db'), 0o644);
    await chmod(place, 0o755);
    expect(await prepareDataFolder(place)).toEqual(safe(place));
    expect([await modeOf(join(place, 'lockstep.db')), await modeOf(place)]).toEqual([0o600, 0o700]);
  });

  it('one that others can read and use is refused, and not changed', async () => {
    await writeFile(join(place, 'of another program'), 'x');
    await chmod(place, 0o755);
    expect(await prepareDataFolder(place)).toEqual(refused(/Other users can read/));
    expect(await modeOf(place)).toBe(0o755);
  });

  it('one that is a link is refused, wherever the link leads', async () => {
    const folder = join(place, 'folder');
    await mkdir(folder, { mode: 0o700 });
    await symlink(folder, join(place, 'link'));
    await symlink(join(place, 'nothing'), join(place, 'loose'));
    expect(await prepareDataFolder(join(place, 'link'))).toEqual(refused(/but a link/));
    expect((await prepareDataFolder(join(place, 'loose'))).ok).toBe(false);
  });

  it('a file that is a link is refused, and what it leads to is left alone', async () => {
    const folder = join(place, 'folder');
    await mkdir(folder, { mode: 0o700 });
    const elsewhere = join(place, 'elsewhere');
    await writeFile(elsewhere, 'x');
    await chmod(elsewhere, 0o644);
    await symlink(elsewhere, join(folder, 'lockstep.note'));
    expect(await prepareDataFolder(folder)).toEqual(refused(/lockstep\.note is not a file, but a link/));
    expect([await readFile(elsewhere, 'utf8'), await modeOf(elsewhere)]).toEqual(['x', 0o644]);
  });

  it('a file that has another name somewhere is refused, and left alone', async () => {
    const folder = join(place, 'folder');
    await mkdir(folder, { mode: 0o700 });
    const elsewhere = join(place, 'elsewhere');
    await writeFile(elsewhere, 'x');
    await chmod(elsewhere, 0o644);
    await link(elsewhere, join(folder, 'lockstep.note'));
    expect(await prepareDataFolder(folder)).toEqual(refused(/lockstep\.note has another name/));
    expect([await readFile(elsewhere, 'utf8'), await modeOf(elsewhere)]).toEqual(['x', 0o644]);
  });

  it('one of another user is refused, and so is one with a file of another user', async ({ skip }) => {
    skip(!isRoot, givesAway);
    await writeFile(join(place, 'lockstep.db'), 'x');
    await chown(join(place, 'lockstep.db'), 12_345, 12_345);
    expect(await prepareDataFolder(place)).toEqual(refused(/lockstep\.db belongs to another user/));
    await rm(join(place, 'lockstep.db'));
    await chown(place, 12_345, 12_345);
    expect(await prepareDataFolder(place)).toEqual(refused(/belongs to another user/));
    await chown(place, 0, 0);
  });

  it('one of root is refused to everybody else', async ({ skip }) => {
    skip(isRoot, 'this is root');
    expect(await prepareDataFolder('/tmp')).toEqual(refused(/belongs to another user/));
  });
});

describe('of the folders above it', () => {
  onlyWhere(!isWindows, noModes);

  const below = () => join(place, 'open', 'data');

  async function above(mode: number): Promise<string> {
    const folder = join(place, 'open');
    await mkdir(folder);
    await chmod(folder, mode);
    return folder;
  }

  it('one that every user can write to is refused, and nothing is made in it', async () => {
    const folder = await above(0o777);
    expect(await prepareDataFolder(below())).toEqual(refused(/open can be written to by every user/));
    expect((await stat(folder)).nlink).toBeLessThanOrEqual(2);
  });

  it('one with the sticky bit is accepted', async () => {
    await above(0o1777);
    expect(await prepareDataFolder(below())).toEqual(safe(below()));
  });

  it('one that our group can write to is said', async () => {
    await above(0o775);
    const warning = expect.stringMatching(/open can be written to by everybody in your group/);
    expect(await prepareDataFolder(below())).toEqual(safe(below(), [warning]));
  });

  it('one deeper down counts as much as the next', async () => {
    await above(0o777);
    const folder = join(place, 'open', 'a', 'b', 'data');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    expect(await prepareDataFolder(folder)).toEqual(refused(/open can be written to by every user/));
  });

  it('links are followed once: what comes back is the path without them', async () => {
    const real = join(place, 'real', 'deep');
    await mkdir(real, { recursive: true, mode: 0o700 });
    await symlink('real', join(place, 'one'));
    await symlink(join(place, 'one', 'deep', '..', 'deep'), join(place, 'two'));
    expect(await prepareDataFolder(join(place, 'two', 'data'))).toEqual(safe(join(real, 'data')));
  });

  it('links that lead in a circle, or over a folder that every user can write to, are refused', async () => {
    await symlink('round', join(place, 'round'));
    expect(await prepareDataFolder(join(place, 'round', 'data'))).toEqual(
      refused(/a link in its path leads nowhere/),
    );
    await above(0o777);
    await symlink(place, join(place, 'open', 'back'));
    expect(await prepareDataFolder(join(place, 'open', 'back', 'data'))).toEqual(refused(/every user/));
  });

  it('one of another user or a group that is not ours, or a link of another user, is refused', async ({
    skip,
  }) => {
    skip(!isRoot, givesAway);
    const folder = await above(0o755);
    await chown(folder, 12_345, 0);
    expect(await prepareDataFolder(below())).toEqual(refused(/open belongs to another user/));
    await chown(folder, 0, 12_345);
    await chmod(folder, 0o775);
    expect(await prepareDataFolder(below())).toEqual(refused(/open can be written to by another group/));
    const planted = join(place, 'planted');
    await symlink(place, planted);
    await lchown(planted, 12_345, 12_345);
    expect(await prepareDataFolder(join(planted, 'data'))).toEqual(
      refused(/planted belongs to another user/),
    );
  });
});
