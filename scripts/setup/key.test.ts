import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

let place = '';
beforeEach(() => {
  place = mkdtempSync(path.join(tmpdir(), 'lockstep-'));
});
afterEach(() => rmSync(place, { recursive: true }));

const key = 'key-that-no-child-may-have';

/** Writes a file into the test's folder. */
function write(name: string, text: string): string {
  const file = path.join(place, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** A program that notes its environment, marked with this name. */
const noting = (name: string) =>
  `require('node:fs').appendFileSync(${JSON.stringify(path.join(place, 'noted'))},
    ${JSON.stringify(name)} + JSON.stringify(process.env) + '\\n');`;

it('the first start hands the key to the server, and to no program that it starts', () => {
  cpSync(path.join(import.meta.dirname, '..'), path.join(place, 'scripts'), { recursive: true });
  write('package-lock.json', '{}');
  const npm = write('npm-cli.js', noting('npm '));
  for (const driver of ['better-sqlite3', 'better-sqlite3-node20']) {
    write(
      `node_modules/${driver}/index.js`,
      `${noting('database ')} module.exports = () => ({ close() {} });`,
    );
  }
  write('node_modules/esbuild/index.js', 'exports.build = exports.stop = async () => {};');
  write('node_modules/next/dist/bin/next', noting('build '));
  write('.next/static/chunks/page.js', '');
  write(
    'dist/server.mjs',
    `export function main(key) { console.log(JSON.stringify([key, process.env.ATLASSIAN_ORG_API_KEY ?? null])); }`,
  );
  const { stdout, stderr } = spawnSync(process.execPath, [path.join(place, 'scripts/start.mjs')], {
    env: { ...process.env, ATLASSIAN_ORG_API_KEY: key, npm_execpath: npm },
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(stdout.trim().split('\n').at(-1)).toBe(JSON.stringify([key, null]));
  const noted = readFileSync(path.join(place, 'noted'), 'utf8');
  // The database is made ready while the pages are built.
  const [first, ...others] = noted.match(/^\w+/gm) ?? [];
  expect([first, others.sort()]).toEqual(['npm', ['build', 'database']]);
  expect(noted).toContain('npm_execpath');
  expect(noted).not.toContain(key);
});
