import { expect, it } from 'vitest';
import { canaryLabel } from '#components/run/side/canary-label.ts';
import { newRun } from '#lib/domain/run/state';

it('says of a run that has ended only what happened', () => {
  const run = newRun();
  const say = (state: typeof run.canary.state, status: typeof run.status) =>
    canaryLabel({ act: 'deactivate', status, canary: { ...run.canary, state } });
  expect(say('pending', 'running')).toBe('Done alone, and read back before the rest.');
  expect(say('pending', 'ended')).toBe('No call succeeded, so nobody was read back first.');
  expect(say('checking', 'ended')).toBe('Done. The run ended before the rest.');
  expect(say('asked', 'ended')).toBe('Read back as expected. The run ended before the rest.');
  expect(say('passed', 'ended')).toBe('Read back inactive. Then the rest followed.');
});
