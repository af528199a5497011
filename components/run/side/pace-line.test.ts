import { describe, expect, it } from 'vitest';
import { newPace, type Pace, pace } from '#components/run/feed/pace.ts';
import { paceLabel, paceLine } from '#components/run/side/pace-line.ts';

const minute = 60_000;

/** Twenty users in each five seconds of the first minute. */
function steady(lulls: Pace['lulls'] = []): Pace {
  const slices = new Map(Array.from({ length: 12 }, (_, slice) => [slice, 20]));
  return { ...newPace(), startedAt: 0, slices, lulls };
}

function detailOf(pace: Pace, perMinute: number | null): string {
  return paceLabel(pace, paceLine(pace, 0, minute), perMinute, minute);
}

describe('the pace in words', () => {
  it('says the most and the recent speed', () => {
    expect(detailOf(steady(), 200)).toBe('At most 240 users a minute; 200 recently.');
  });

  it('names no speed of late beyond the most, nor while the run is paused', () => {
    expect(detailOf(steady(), 5_000)).toBe('At most 240 users a minute.');
    const paused = steady([{ why: 'paused', from: minute / 2, to: null }]);
    expect(detailOf(paused, 200)).toBe('At most 240 users a minute; paused once.');
  });

  it('counts the waits that Atlassian asked for', () => {
    const waits = [0, 20_000].map((from) => ({ why: 'asked' as const, from, to: from + 5_000 }));
    expect(detailOf(steady(waits), null)).toBe(
      'At most 240 users a minute; waited 2 times as Atlassian asked, 10 s in all.',
    );
  });

  it('counts a wait because no call is left as one that Atlassian asked for', () => {
    const run = newPace();
    pace(run, { seq: 1, at: 0, event: { type: 'started', total: 1, planDigest: '' } });
    pace(run, { seq: 2, at: 1_000, event: { type: 'calls-used-up', waitMs: 9_000 } });
    pace(run, { seq: 3, at: 10_000, event: { type: 'intended', position: 0, attempt: 1, before: 'active' } });
    expect(run.lulls).toEqual([{ why: 'asked', from: 1_000, to: 10_000 }]);
  });
});
