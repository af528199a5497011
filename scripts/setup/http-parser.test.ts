import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('sets a flag that this V8 has, and that is off by itself', () => {
  const program = readFileSync(`${import.meta.dirname}/http-parser.mjs`, 'utf8');
  const [, flag] = /setFlagsFromString\('--(.+)'\)/.exec(program) ?? [];
  const described = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  expect(described).toMatch(new RegExp(`default: --no-${flag}\\s`));
});
