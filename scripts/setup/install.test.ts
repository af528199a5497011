import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

let place = '';
beforeEach(() => {
  place = mkdtempSync(path.join(tmpdir(), 'lockstep-'));
  cpSync(import.meta.dirname, path.join(place, 'scripts/setup'), { recursive: true });
  writeFileSync(path.join(place, 'package-lock.json'), '{}');
  mkdirSync(path.join(place, 'dist'));
});
afterEach(() => rmSync(place, { recursive: true }));

/** Installs in the test's folder with this text as npm. Returns how npm was called, and what was said. */
function install(npm: string): { calls: string[][]; said: string } {
  const noted = path.join(place, 'noted');
  writeFileSync(noted, '');
  const script = path.join(place, 'npm-cli.js');
  writeFileSync(
    script,
    `const words = process.argv.slice(2);
    require('node:fs').appendFileSync(${JSON.stringify(noted)}, JSON.stringify(words) + '\\n');
    ${npm}`,
  );
  const code = `import { ensureInstalled } from './scripts/setup/install.mjs';
    import { SetupFailure } from './scripts/setup/failure.mjs';
    await ensureInstalled({ tools: false }).catch((failure) => {
      console.log(failure instanceof SetupFailure ? failure.message : failure);
    });`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    cwd: place,
    env: { ...process.env, npm_execpath: script },
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  const calls = readFileSync(noted, 'utf8').trim().split('\n');
  return { calls: calls.map((line) => JSON.parse(line) as string[]), said: stdout };
}

it('takes from npm’s cache what is there', () => {
  const { calls } = install(`require('node:fs').mkdirSync('node_modules');`);
  expect(calls.map(([verb, ...words]) => [verb, words.includes('--prefer-offline')])).toEqual([['ci', true]]);
});

it('asks anew where the cache does not know a version', () => {
  const { calls, said } = install(`
    if (words.includes('--prefer-offline')) {
      console.error('npm error code ETARGET');
      process.exitCode = 1;
    } else require('node:fs').mkdirSync('node_modules');`);
  expect(calls.map((words) => words.at(-1))).toEqual(['--prefer-offline', '--prefer-online']);
  expect(said).not.toContain('failed');
});

it('does not ask twice where npm fails for another reason', () => {
  const { calls, said } = install(`console.error('npm error code ENOTFOUND'); process.exitCode = 1;`);
  expect(calls).toHaveLength(1);
  expect(said).toContain('Installing the packages failed.');
});
