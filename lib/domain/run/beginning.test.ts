/** Tests what the first entry of a journal does to the state of a run. */
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '#lib/domain/run/events';
import type { RunSource } from '#lib/domain/run/import';
import { apply } from '#lib/domain/run/run';
import { newRun, type RunState } from '#lib/domain/run/state';
import { fairAtlassian, playRun } from '#test/samples/run';

const started = playRun({ total: 2, atlassian: fairAtlassian() }).entries.find(
  ({ event }) => event.type === 'started',
)?.event as Extract<RunEvent, { type: 'started' }>;

function folded(...events: RunEvent[]): RunState {
  return events.reduce((state, event, at) => apply(state, { seq: at + 1, at: 1_000 + at, event }), newRun());
}

describe('a run of Lockstep', () => {
  it('begins when its first entry was written, with what was sealed', () => {
    expect(newRun()).toMatchObject({
      seq: 0,
      total: 0,
      settled: 0,
      next: 0,
      startedAt: null,
      counted: false,
    });
    expect(newRun().canary).toMatchObject({ state: 'pending', reads: 0, passed: 0, size: 1 });
    const state = folded({ ...started, total: 7, planDigest: 'sealed' });
    expect(state).toMatchObject({ status: 'running', startedAt: 1_000, total: 7, planDigest: 'sealed' });
  });

  it('counts active accounts only where its first entry says so, which those of earlier versions do not', () => {
    const { counted: _, ...earlier } = started;
    expect(folded(earlier).counted).toBe(false);
    expect(folded({ ...started, counted: true }).counted).toBe(true);
  });

  it('has nobody to go first where nobody is called', () => {
    expect(folded({ ...started, act: 'dry-run' }).canary.state).toBe('waived');
    expect(folded({ ...started, act: 'restore' }).canary.state).toBe('pending');
  });
});

describe('a run that another tool made', () => {
  const source: RunSource = {
    tool: 'newman',
    fileName: 'results.json',
    collection: 'Deactivate',
    startedAt: 10,
    endedAt: 20,
    origins: [],
    problems: [],
    problemCount: 0,
    keyInFile: false,
    recordDigest: 'digest',
  };
  const imported = (times: Pick<RunSource, 'startedAt' | 'endedAt'>): RunEvent[] => [
    { type: 'imported', source: { ...source, ...times }, total: 2, planDigest: 'digest' },
    { type: 'ended', how: 'completed', code: null, message: '', hint: '' },
  ];

  it.each([
    { says: 'both', startedAt: 10, endedAt: 20, began: 10, ended: 20 },
    { says: 'only its beginning', startedAt: 10, endedAt: null, began: 10, ended: 10 },
    { says: 'only its end', startedAt: null, endedAt: 20, began: 20, ended: 20 },
    { says: 'neither', startedAt: null, endedAt: null, began: 1_000, ended: 1_001 },
  ])('has the times of its file, which says $says', ({ startedAt, endedAt, began, ended }) => {
    const state = folded(...imported({ startedAt, endedAt }));
    expect(state).toMatchObject({ startedAt: began, endedAt: ended, total: 2, planDigest: 'digest' });
    expect(state.canary.state).toBe('waived');
  });
});
