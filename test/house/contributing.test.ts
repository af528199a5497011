/**
 * Tests what contributors meet first: workflows have minimal rights, forms ask for no personal data, and tests report
 * what they skip.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sourceFiles } from '#test/house/imports';

const filesOf = (folder: string) =>
  readdirSync(folder)
    .sort()
    .map((name) => [name, readFileSync(path.join(folder, name), 'utf8')] as const);

const workflows = filesOf('.github/workflows');

/** The lines under a top-level key, up to the next one. */
function block(text: string, key: string): string[] {
  const lines = text.split('\n');
  const start = lines.indexOf(`${key}:`);
  if (start < 0) return [];
  const length = lines.slice(start + 1).findIndex((line) => /^\S/.test(line));
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).filter((line) => line !== '');
}

describe.each(workflows)('the workflow %s', (_name, text) => {
  it('is indented by pairs of spaces, and starts for something', () => {
    const wrong = text.split('\n').filter((line) => /\t/.test(line) || /^(?: {2})* \S/.test(line));
    expect(wrong).toEqual([]);
    expect(text).toMatch(/^name: \S/m);
    expect(block(text, 'on').length).toBeGreaterThan(0);
  });

  it('pins every action by its commit, with the version beside it', () => {
    const uses = text.split('\n').filter((line) => /\buses:/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    const pinned = /^ +(?:- )?uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
    expect(uses.filter((line) => !pinned.test(line))).toEqual([]);
  });

  it('may read the repository and nothing else, and keeps no credentials', () => {
    expect(block(text, 'permissions')).toEqual(['  contents: read']);
    expect(text.match(/\bpermissions:/g)).toHaveLength(1);
    expect(text).not.toMatch(/pull_request_target|workflow_run|secrets\.|GITHUB_TOKEN|github\.token/);
    const checkouts = text.match(/actions\/checkout@.*\n +with:\n +persist-credentials: false\n/g);
    expect(checkouts).toHaveLength(text.match(/actions\/checkout@/g)?.length ?? 0);
  });

  it('ends every job that hangs, and runs nothing that a request wrote', () => {
    const jobs = block(text, 'jobs').filter((line) => /^ {2}\S/.test(line));
    expect(jobs.length).toBeGreaterThan(0);
    expect(text.match(/^ {4}timeout-minutes: \d+$/gm)).toHaveLength(jobs.length);
    expect(text.split('\n').filter((line) => /\brun:.*\$\{\{/.test(line))).toEqual([]);
  });
});

it('the tests run on all lines of Node.js and all systems, once for each change', () => {
  const text = new Map(workflows).get('test.yml') ?? '';
  expect(text).toContain('node: [20, 22, 24, 26]');
  expect(text).toContain('system: [ubuntu-latest, macos-latest, windows-latest]');
  expect(text).toMatch(/^ +- run: npm test$/m);
  expect(block(text, 'concurrency')).toHaveLength(2);
});

it('every issue form says that an issue is public, and asks for a promise', () => {
  const forms = filesOf('.github/ISSUE_TEMPLATE').filter(([name]) => name !== 'config.yml');
  expect(forms.length).toBeGreaterThan(1);
  for (const [name, text] of forms) {
    expect([name, text]).toEqual([name, expect.stringMatching(/^name: .+\ndescription: .+\nbody:\n/)]);
    expect([name, text]).toEqual([name, expect.stringContaining('An issue is public.')]);
    expect([name, text]).toEqual([
      name,
      expect.stringMatching(/label: There is no name, e-mail address, .*\n +required: true/),
    ]);
    const ids = [...text.matchAll(/^ {4}id: (\w+)$/gm)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  }
});

it('the settings of the editor are JSON, and recommend what the project uses', () => {
  const read = (name: string) => JSON.parse(readFileSync(`.vscode/${name}.json`, 'utf8'));
  expect(read('settings')['editor.defaultFormatter']).toBe('biomejs.biome');
  expect(read('extensions').recommendations).toEqual(
    expect.arrayContaining(['biomejs.biome', 'vitest.explorer', 'ms-playwright.playwright']),
  );
});

/** The paths that a pattern names: with one list in it, in braces or as `!(…)`, one for each entry. */
function named(pattern: string): string[] {
  const [, before = pattern, list = '', after = ''] = /^(.*?)!?[({](.*?)[)}](.*)$/.exec(pattern) ?? [];
  return list.split(/[,|]/).map((entry) => `${before}${entry}${after}`.replace('/**', ''));
}

it('npm run check names tests that exist', async () => {
  const steps = path.resolve('scripts/setup/steps.mjs');
  const { longTests }: { longTests: string[] } = await import(pathToFileURL(steps).href);
  expect(longTests.length).toBeGreaterThan(5);
  expect(longTests.flatMap(named).filter((place) => !existsSync(place))).toEqual([]);
});

it('a test that is left out says why', () => {
  const silent = sourceFiles()
    .filter(({ isTest, file }) => isTest && file !== 'test/house/contributing.test.ts')
    .filter(({ file }) => /\.(?:skipIf|runIf|todo)\(|\bskip\([^,'"`]*\)/.test(readFileSync(file, 'utf8')));
  expect(silent.map(({ file }) => file)).toEqual([]);
});
