import { expect, it } from 'vitest';
import { resumeObstacle } from '#components/run/resume-obstacle.ts';
import { newRun, type RunState } from '#lib/domain/run/state';

const day = 24 * 3_600_000;
const run = (status: RunState['status']): RunState => ({ ...newRun(), status, calledAt: 0, file: '1-1' });

it.each(['paused', 'interrupted'] as const)('says why a run that is %s cannot be resumed', (status) => {
  expect(resumeObstacle(run(status), '1-1', day)).toBeNull();
  expect(resumeObstacle(run(status), null, day)).toBeNull();
  expect(resumeObstacle(run(status), '2-1', day)?.kind).toBe('in-copy');
  // No answer lets it go on then.
  expect(resumeObstacle(run(status), '2-1', day + 1)?.kind).toBe('stood-still');
});

it.each(['running', 'stopping', 'ended'] as const)('says nothing of a run that is %s', (status) => {
  expect(resumeObstacle(run(status), '2-1', 2 * day)).toBeNull();
});
