/** Tests that hooks of tests stand where the runner sees them for each file. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sourceFiles } from '#test/house/imports';

const atTopLevel = /^(?:before|after)(?:Each|All)\(/m;
const hooksIn = (file: string) => atTopLevel.test(readFileSync(file, 'utf8'));

it('no module of tests registers hooks by being imported, as modules are loaded once for many files', () => {
  const files = sourceFiles().map(({ file }) => file);
  const tests = files.filter((file) => file.endsWith('.test.ts'));
  expect(tests.filter(hooksIn).length).toBeGreaterThan(20);
  expect(files.filter((file) => !/\.(?:test|spec)\.ts$/.test(file)).filter(hooksIn)).toEqual([]);
});
