import { expect, it } from 'vitest';
import { paceLabel } from '#components/review/deactivate/pace-label.ts';
import { defaultOptions } from '#lib/domain/plan/run-options';

it.each([
  [{}, 300, 'The first user alone, then the rest one after the other.'],
  [{ concurrency: 8 }, 300, 'The first user alone, then the rest as fast as Atlassian allows.'],
  [{ canary: '1%' }, 300, 'The first 3 users alone, then the rest one after the other.'],
  [
    { canary: '10', waitAfterCanary: true, gapMs: 500 },
    300,
    'The first 10 users alone, then it waits for you; after that the rest one after the other, at least 0.5 s apart.',
  ],
  [{ canary: '10' }, 4, 'Each user alone, read back afterwards.'],
  [{}, 1, 'One user, read back afterwards.'],
] as const)('says %j for %i users', (options, users, label) => {
  expect(paceLabel({ ...defaultOptions, ...options }, users)).toBe(label);
});
