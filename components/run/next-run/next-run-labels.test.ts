import { expect, it } from 'vitest';
import { nextRunLabels } from '#components/run/next-run/next-run-labels.ts';

it('promises of a restore no more than the help does', () => {
  const { description } = nextRunLabels('deactivated', false, 'deactivate');
  expect(description).toContain('They can sign in again.');
  expect(description).toContain('does not come back');
  expect(description).not.toContain('with the access they had');
});
