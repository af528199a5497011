import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { browserExpected, openBrowser, openCommand, removeLeftFiles } from '#lib/server/launch/open-browser';
import { onlyWhere } from '#test/able';
import { until } from '#test/until';

describe('a browser is expected', () => {
  it.each([
    ['linux', { DISPLAY: ':0' }, true, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true, true],
    ['linux', {}, true, false],
    ['linux', { DISPLAY: ':0', CI: 'true' }, true, false],
    ['linux', { DISPLAY: ':0' }, false, false],
    ['darwin', {}, true, true],
    ['darwin', { SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22' }, true, false],
    ['win32', {}, true, true],
    ['win32', {}, false, false],
  ] as const)('on %s with %o and a terminal: %o → %o', (platform, environment, terminal, expected) => {
    expect(browserExpected(environment, platform, terminal)).toBe(expected);
  });
});

it.each([
  ['linux', ['xdg-open', '/data/open.html']],
  ['darwin', ['open', '/data/open.html']],
  ['win32', ['rundll32', 'url.dll,FileProtocolHandler', '/data/open.html']],
] as const)('on %s the file is opened without a shell', (platform, command) => {
  expect(openCommand('/data/open.html', platform)).toEqual(command);
});

const links = {
  named: 'http://lockstep-abcdefghijkmnpqr.localhost:3000/launch/secret',
  plain: 'http://localhost:3000/launch/secret',
};

describe('opening the link', () => {
  onlyWhere(process.platform === 'linux', 'xdg-open is what Linux has');

  let folder = '';
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  it('has nothing of it on a command line, only the name of a file for the owner alone', async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'lockstep-open-'));
    const told = path.join(folder, 'told');
    const opener = path.join(folder, 'xdg-open');
    await writeFile(opener, `#!/bin/sh\n(echo "$@"; env) > ${told}.part && mv ${told}.part ${told}\n`);
    await chmod(opener, 0o755);
    // Simulates Next, which adds the variables of an `.env` file to the environment.
    vi.stubEnv('ATLASSIAN_ORG_API_KEY', 'key-of-an-env-file');
    const forget = openBrowser(links, folder, { PATH: `${folder}:${process.env.PATH}`, DISPLAY: ':7' });
    await until(() => existsSync(told));
    const [file = '', ...environment] = (await readFile(told, 'utf8')).trim().split('\n');
    expect(environment).toContain('DISPLAY=:7');
    expect(environment.join('\n')).not.toContain('key-of-an-env-file');
    expect(file).toBe(path.join(folder, `open-lockstep-${process.pid}.html`));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toContain(links.named);
    forget();
    expect(await readdir(folder)).not.toContain(path.basename(file));
  });

  it('leaves no file of a process that was killed', async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'lockstep-open-'));
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    const mine = `open-lockstep-${process.pid}.html`;
    for (const name of [`open-lockstep-${gone}.html`, mine, 'open-lockstep-x.html', 'lockstep.db']) {
      await writeFile(path.join(folder, name), '');
    }
    removeLeftFiles(folder);
    expect((await readdir(folder)).sort()).toEqual(['lockstep.db', mine, 'open-lockstep-x.html'].sort());
  });

  it('is no fault where there is no such program, and no such folder', async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'lockstep-open-'));
    openBrowser(links, folder, { PATH: folder })();
    openBrowser(links, path.join(folder, 'none'), { PATH: folder })();
    expect(await readdir(folder)).toEqual([]);
  });
});
