import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareDataFolder } from '#lib/server/data-folder';

let place: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'lockstep-'));
});
afterEach(() => rm(place, { recursive: true }));

describe('the data folder', () => {
  it('is made with the folders above it, for its owner only', async () => {
    const folder = join(place, 'a', 'b');
    expect(await prepareDataFolder(folder)).toEqual({ ok: true });
    expect((await stat(folder)).mode & 0o077).toBe(process.platform === 'win32' ? 0o066 : 0);
  });

  it('is left as it is when it is there', async () => {
    await writeFile(join(place, 'kept'), 'x');
    expect(await prepareDataFolder(place)).toEqual({ ok: true });
    expect((await stat(join(place, 'kept'))).size).toBe(1);
  });

  it.skipIf(process.platform === 'win32')(
    'and its files are closed to others, unless it is shared',
    async () => {
      await writeFile(join(place, 'lockstep.db'), 'x');
      await chmod(join(place, 'lockstep.db'), 0o644);
      await chmod(place, 0o755);
      expect(await prepareDataFolder(place)).toEqual({ ok: true });
      expect((await stat(join(place, 'lockstep.db'))).mode & 0o777).toBe(0o600);
      expect((await stat(place)).mode & 0o777).toBe(0o700);

      await chmod(place, 0o755);
      await writeFile(join(place, 'of another program'), 'x');
      await prepareDataFolder(place);
      expect((await stat(place)).mode & 0o777).toBe(0o755);
    },
  );

  it.each(['file', 'file/below'])(
    'is refused, with its name and a cure, where %s is a file',
    async (path) => {
      await writeFile(join(place, 'file'), 'x');
      const folder = join(place, path);
      expect(await prepareDataFolder(folder)).toEqual({
        ok: false,
        message: expect.stringMatching(/cannot be used: there is a file/),
        cure: expect.stringContaining('LOCKSTEP_DATA_DIR'),
      });
    },
  );

  it.skipIf(process.getuid?.() === 0)('is refused where nothing can be written', async () => {
    await chmod(place, 0o500);
    expect((await prepareDataFolder(place)).ok).toBe(false);
    expect((await prepareDataFolder(join(place, 'below'))).ok).toBe(false);
  });
});
