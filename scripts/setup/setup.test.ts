import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

interface VersionModule {
  nodeIsNewEnough(version: string): boolean;
}
interface NativeModule {
  buildEnvironment(environment: Record<string, string>, execPath: string): Record<string, string>;
}
interface CommandModule {
  quietly(command: string, args: string[], options?: object): Promise<{ code: number; output: string }>;
}

const load = (name: string) => import(new URL(name, import.meta.url).href);
const { nodeIsNewEnough }: VersionModule = await load('./node-version.mjs');
const { buildEnvironment }: NativeModule = await load('./native.mjs');
const { quietly }: CommandModule = await load('./command.mjs');

describe('the Node.js version', () => {
  it.each(['20.9.0', '20.19.4', '21.0.0', '22.14.0', '24.0.0', '100.0.0'])('%s will do', (version) => {
    expect(nodeIsNewEnough(version)).toBe(true);
  });

  it.each(['20.8.1', '18.20.0', '16.0.0', '8.17.0'])(
    '%s is too old, and that is said in words',
    (version) => {
      const code = `import { nodeIsNewEnough } from './scripts/setup/node-version.mjs';
      process.exitCode = nodeIsNewEnough('${version}') ? 0 : 7;`;
      const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
        encoding: 'utf8',
      });
      expect(status).toBe(7);
      expect(stderr).toContain(`needs Node.js 20.9 or newer; this is ${version}`);
    },
  );
});

describe('the headers that the database is compiled with', () => {
  let place: string;
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'lockstep-'));
  });
  afterEach(() => rmSync(place, { recursive: true }));

  /** An installation of Node.js in a folder of this name, with headers of this binary interface. */
  function installation(name: string, modules: string): { folder: string; execPath: string } {
    const folder = join(place, name);
    mkdirSync(join(folder, 'include', 'node'), { recursive: true });
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin', 'node'), '');
    writeFileSync(
      join(folder, 'include', 'node', 'node_version.h'),
      `#define NODE_MODULE_VERSION ${modules}\n`,
    );
    return { folder, execPath: join(folder, 'bin', 'node') };
  }

  const ours = process.versions.modules;

  it('are those beside Node.js, where nothing is set or what is set is of another version', () => {
    const { folder, execPath } = installation('node', ours);
    const other = installation('other', '1').folder;
    expect(buildEnvironment({}, execPath).npm_config_nodedir).toBe(folder);
    expect(buildEnvironment({ npm_config_nodedir: other }, execPath).npm_config_nodedir).toBe(folder);
  });

  it('are those that are set, where they fit', () => {
    const { execPath } = installation('node', ours);
    const { folder } = installation('set', ours);
    expect(buildEnvironment({ npm_config_nodedir: folder }, execPath).npm_config_nodedir).toBe(folder);
  });

  it('are fetched, where none of the right version are here', () => {
    const { folder, execPath } = installation('node', '1');
    expect(buildEnvironment({ npm_config_nodedir: folder, A: 'b' }, execPath)).toEqual({
      A: 'b',
      JOBS: 'max',
      CFLAGS: '-O2',
      CXXFLAGS: '-O2',
      npm_config_build_from_source: 'true',
    });
    expect(buildEnvironment({ JOBS: '1' }, execPath).JOBS).toBe('1');
    expect(buildEnvironment({ CFLAGS: '-Os' }, execPath).CFLAGS).toBe('-Os');
  });
});

describe('a program that is run quietly', () => {
  it('gives its exit code and the end of what it said, without colours', async () => {
    const code = `for (let i = 0; i < 100; i++) console.log('\\x1b[31mline ' + i + '\\x1b[0m'); process.exit(3)`;
    const { code: exit, output } = await quietly(process.execPath, ['-e', code]);
    expect(exit).toBe(3);
    expect(output.split('\n').slice(-2)).toEqual(['line 98', 'line 99']);
    expect(output.split('\n').length).toBeLessThanOrEqual(41);
  });

  it('is given up when it says nothing for too long', async () => {
    const silent = ['-e', 'setTimeout(() => {}, 600_000)'];
    expect((await quietly(process.execPath, silent, { silenceMs: 50 })).code).not.toBe(0);
  });

  it('that is not there is a failure, not a crash', async () => {
    const { code, output } = await quietly(join(tmpdir(), 'no-such-program'), []);
    expect([code, output.includes('ENOENT')]).toEqual([127, true]);
    expect(existsSync(join(tmpdir(), 'no-such-program'))).toBe(false);
  });
});
