import { describe, expect, it } from 'vitest';
import { lastHeardLabel, lastHeardStatus } from '#components/run/last-heard.ts';
import { newRun, type RunState } from '#lib/domain/run/state';
import { runStatus } from '#lib/domain/run/view/status';

function running(): RunState {
  const state = newRun();
  Object.assign(state, { status: 'running', act: 'deactivate', total: 1_221, settled: 148 });
  state.counts.deactivated = 131;
  state.counts.refused = 16;
  state.counts['in-doubt'] = 1;
  return state;
}

const asHeard = (state: RunState) => lastHeardStatus(runStatus(state, { now: 0 }), state);

describe('a run whose server does not answer', () => {
  it('says what was done when it was last heard, and how many are to go', () => {
    const { title, facts } = asHeard(running());
    expect(title).toBe('131 of 1,221 deactivated when last heard');
    expect(facts).toEqual(['16 refused', '1 in doubt', '1,073 to go']);
  });

  it('says so before anybody is done, too', () => {
    const state = running();
    Object.assign(state, { settled: 0, counts: newRun().counts });
    expect(asHeard(state)).toMatchObject({
      title: '0 of 1,221 deactivated when last heard',
      facts: ['1,221 to go'],
    });
  });

  it('keeps the result of a run that has ended: nothing can have changed', () => {
    const state = running();
    Object.assign(state, { status: 'ended', end: { how: 'stopped' }, endedAt: 5 });
    const ended = runStatus(state, { now: 0 });
    expect(lastHeardStatus(ended, state)).toBe(ended);
  });

  it('names the time to the second', () => {
    const at = new Date(2026, 10, 25, 14, 4, 44).getTime();
    expect(lastHeardLabel(at, running())).toBe('Last heard 14:04:44, with 148 of 1,221 done.');
  });
});
