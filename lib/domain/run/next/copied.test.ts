import { expect, it } from 'vitest';
import { copyQuestion } from '#lib/domain/run/next/copied';

it.each([
  ['the same file', 'deactivate', '1-1', '1-1', false],
  ['another file', 'deactivate', '1-1', '2-1', true],
  ['another file, for a restore', 'restore', '1-1', '2-1', true],
  ['another file, for a dry run, which calls nobody', 'dry-run', '1-1', '2-1', false],
  ['a journal of an earlier version', 'deactivate', null, '2-1', false],
  ['a system that tells nothing', 'deactivate', '1-1', null, false],
] as const)('%s', (_, act, before, now, isAsked) => {
  expect(copyQuestion({ act, file: before }, now) !== null).toBe(isAsked);
});
