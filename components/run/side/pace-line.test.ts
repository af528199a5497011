import { describe, expect, it } from 'vitest';
import { newPace, type Pace, pace, workedUntil } from '#components/run/feed/pace.ts';
import { paceLabel, paceLine } from '#components/run/side/pace-line.ts';

const minute = 60_000;

/** Twenty users in each five seconds of the first minute. */
function steady(idleSpans: Pace['idleSpans'] = []): Pace {
  const slices = new Map(Array.from({ length: 12 }, (_, slice) => [slice, 20]));
  return { ...newPace(), startedAt: 0, slices, idleSpans };
}

function detailOf(pace: Pace, ended: boolean): string {
  return paceLabel(pace, paceLine(pace, 0, minute), ended, minute);
}

describe('the pace in words', () => {
  it('says the most once the run has ended, and no speed beside that of a run that goes on', () => {
    expect(detailOf(steady(), true)).toBe('At most 240 users a minute.');
    expect(detailOf(steady(), false)).toBe('');
  });

  it('counts the pauses', () => {
    const paused = { ...steady([{ why: 'paused', from: minute / 2, to: null }]), pauses: 1 };
    expect(detailOf(paused, false)).toBe('Paused once.');
    expect(detailOf(paused, true)).toBe('At most 240 users a minute; paused once.');
  });

  it('counts the work of a call that is under way, and none in a pause', () => {
    const run = newPace();
    pace(run, { seq: 1, at: 0, event: { type: 'started', total: 1, planDigest: '' } });
    expect(workedUntil(run, 14_000)).toBe(14_000);
    pace(run, { seq: 2, at: 20_000, event: { type: 'paused', code: 'admin', message: '', hint: '' } });
    expect(workedUntil(run, 90_000)).toBe(20_000);
  });

  it('counts no work while the program was off, and draws that time as a pause', () => {
    const run = newPace();
    const events = [
      [0, { type: 'started', total: 9, planDigest: '' }],
      [2_000, { type: 'calls-used-up', waitMs: 60_000 }],
      [30_000_000, { type: 'interrupted' }],
      [30_009_000, { type: 'resumed', by: 'admin' }],
    ] as const;
    for (const [at, event] of events) pace(run, { seq: at, at, event });
    expect(workedUntil(run, 30_010_000)).toBe(3_000);
    expect(run.idleSpans).toEqual([{ why: 'paused', from: 2_000, to: 30_009_000 }]);
    expect(paceLabel(run, paceLine(run, 0, minute), false, minute)).toBe('Paused once.');
  });

  it('says no speed of a run that was too short to draw', () => {
    const run: Pace = { ...newPace(), startedAt: 0, slices: new Map([[0, 192]]) };
    expect(paceLabel(run, paceLine(run, 0, 4_300), true, 4_300)).toBe('');
  });

  it('counts two pauses with little work between them as two, and draws that work outside of them', () => {
    const admin = { type: 'paused', code: 'admin', message: '', hint: '' } as const;
    const events = [
      [0, { type: 'started', total: 9, planDigest: '' }],
      [1_000, admin],
      [9_000, { type: 'resumed', by: 'admin' }],
      [12_000, admin],
      [12_500, { type: 'resumed', by: 'admin' }],
      [14_000, admin],
      [15_000, { type: 'interrupted' }],
      [30_000, { type: 'resumed', by: 'admin' }],
    ] as const;
    const run = newPace();
    for (const [at, event] of events) pace(run, { seq: at, at, event });
    expect(paceLabel(run, paceLine(run, 0, minute), false, minute)).toBe('Paused 3 times.');
    expect(run.idleSpans).toEqual([
      { why: 'paused', from: 1_000, to: 9_000 },
      { why: 'paused', from: 14_000, to: 30_000 },
    ]);
  });

  it('counts the waits that Atlassian asked for', () => {
    const waits = [0, 20_000].map((from) => ({ why: 'asked' as const, from, to: from + 5_000 }));
    expect(detailOf(steady(waits), true)).toBe(
      'At most 240 users a minute; waited 2 times for Atlassian’s rate limit, 10 s in all.',
    );
  });

  it('counts a wait because no call is left as one that Atlassian asked for', () => {
    const run = newPace();
    pace(run, { seq: 1, at: 0, event: { type: 'started', total: 1, planDigest: '' } });
    pace(run, { seq: 2, at: 1_000, event: { type: 'calls-used-up', waitMs: 9_000 } });
    pace(run, { seq: 3, at: 10_000, event: { type: 'intended', position: 0, attempt: 1, before: 'active' } });
    expect(run.idleSpans).toEqual([{ why: 'asked', from: 1_000, to: 10_000 }]);
  });
});
