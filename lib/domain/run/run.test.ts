import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { report } from '#lib/domain/report/report';
import type { RunEvent } from '#lib/domain/run/events';
import { apply, faultsBeforePause } from '#lib/domain/run/run';
import { newRun, refusalsBeforePause } from '#lib/domain/run/state';
import { decide } from '#lib/domain/run/view/commands';
import {
  accepted,
  fairAtlassian,
  faultAnswer,
  type InventedAtlassian,
  noReading,
  playRun,
  readingAs,
  samplePlan,
} from '#test/samples/run';

const saysNo: InventedAtlassian = {
  disable: () => faultAnswer('not-allowed'),
  read: () => readingAs('active'),
};

const resumeOften = Array.from({ length: 50 }, (_, at) => ({ step: at * 3, what: 'resume' as const }));

describe('a run', () => {
  it('calls everybody once, in order, when all goes well', () => {
    const { state, called } = playRun({ total: 20, atlassian: fairAtlassian() });
    expect(called).toEqual(Array.from({ length: 20 }, (_, at) => at));
    expect(state).toMatchObject({ status: 'ended', settled: 20, end: { how: 'completed' } });
    expect(state.counts.deactivated).toBe(20);
  });

  it('is the fold of its journal: entries seen again change nothing', () => {
    const { state, entries } = playRun({ total: 4, atlassian: fairAtlassian() });
    const again = newRun();
    for (const entry of [...entries, ...entries]) apply(again, entry);
    expect(again).toEqual(state);
  });

  it('counts a user once, by the last outcome that was written', () => {
    const { entries } = playRun({ total: 1, atlassian: fairAtlassian() });
    const settled = entries.find(({ event }) => event.type === 'settled');
    const state = newRun();
    for (const entry of entries) apply(state, entry);
    if (settled?.event.type !== 'settled') throw new Error('Nobody was settled.');
    apply(state, { ...settled, seq: state.seq + 1, event: { ...settled.event, outcome: 'refused' } });
    expect(state).toMatchObject({ settled: 1, counts: { deactivated: 0, refused: 1 } });
  });

  it('adds up at every entry, whatever is answered', () => {
    const answers = fc.infiniteStream(
      fc.constantFrom(
        accepted,
        faultAnswer('not-allowed'),
        faultAnswer('timed-out'),
        faultAnswer('unreachable'),
      ),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), answers, (total, stream) => {
        const atlassian = { disable: () => stream.next().value ?? accepted, read: () => readingAs('active') };
        const { entries } = playRun({ total, atlassian, interludes: resumeOften, maxSteps: 400 });
        const state = newRun();
        for (const entry of entries) {
          apply(state, entry);
          const counted = Object.values(state.counts).reduce((sum, count) => sum + count, 0);
          expect(counted).toBe(state.settled);
          expect(state.settled + state.open.size).toBeLessThanOrEqual(state.total);
          const settled = [...report(state, samplePlan(total), true)].filter(
            (_, at) => state.users.at(at)?.outcome,
          );
          expect(settled).toHaveLength(state.settled);
        }
      }),
    );
  });

  it('begins nobody after the first user was refused, until the admin says so', () => {
    const { state, called } = playRun({ total: 5, atlassian: saysNo });
    expect(called).toEqual([0]);
    expect(state.pause?.code).toBe('canary-refused');
  });

  it('asks after a number of refusals in a row, and after twice as many the next time', () => {
    const fair = fairAtlassian();
    const atlassian: InventedAtlassian = {
      ...fair,
      disable: (position, attempt) =>
        position === 0 ? fair.disable(position, attempt) : saysNo.disable(1, 1),
    };
    const first = playRun({ total: 40, atlassian });
    expect(first.state.pause?.code).toBe('refusals-in-a-row');
    expect(first.called).toHaveLength(1 + refusalsBeforePause);
    const later = {
      ...first.entries.at(-1),
      seq: first.state.seq + 1,
      at: 1,
      event: { type: 'resumed' },
    } as const;
    apply(first.state, later);
    expect(first.state).toMatchObject({ refusalsInARow: 0, refusalLimit: 2 * refusalsBeforePause });
  });

  it('pauses after a number of faults in a row, probes, and resumes by itself', () => {
    let down = true;
    let probes = 0;
    const fair = fairAtlassian();
    const atlassian: InventedAtlassian = {
      disable: (position, attempt) => fair.disable(position, attempt),
      read: (position) => (down ? noReading('unreachable') : fair.read(position)),
    };
    const { state, entries } = playRun({
      total: 3,
      atlassian,
      watch: (_, step) => {
        if (step.do === 'probe') probes += 1;
        if (probes === 3) down = false;
      },
    });
    const types = entries.map(({ event }) => event.type);
    expect(types.filter((type) => type === 'deferred')).toHaveLength(faultsBeforePause);
    expect(types.filter((type) => type === 'probed')).toHaveLength(2);
    expect(state.counts.deactivated).toBe(3);
  });

  it('counts a lost answer once, however often the account is read back', () => {
    const atlassian: InventedAtlassian = {
      disable: (position) => (position === 0 ? faultAnswer('timed-out') : accepted),
      read: () => readingAs('active'),
    };
    const { state } = playRun({ total: 1, atlassian });
    expect(state.users.at(0)).toMatchObject({ attempt: 4, outcome: 'failed' });
    expect(state.faultsInARow).toBe(4);
  });

  it('does the canary alone, as many as asked for, and asks after them', () => {
    const state = newRun();
    const entry = (seq: number, event: Parameters<typeof apply>[1]['event']) =>
      apply(state, { seq, at: seq, event });
    entry(1, {
      type: 'started',
      total: 9,
      planDigest: '',
      act: 'deactivate',
      canary: { size: 2, wait: true },
    });
    const done = {
      outcome: 'deactivated',
      attempt: 1,
      status: 204,
      code: null,
      message: '',
      hint: '',
    } as const;
    entry(2, { type: 'settled', position: 0, detail: null, tookMs: 1, ...done });
    expect(state.canary.state).toBe('checking');
    entry(3, { type: 'canary-passed', position: 0 });
    expect(state.canary).toMatchObject({ state: 'pending', passed: 1 });
    entry(4, { type: 'settled', position: 1, detail: null, tookMs: 1, ...done });
    entry(5, { type: 'canary-passed', position: 1 });
    expect(state.canary.state).toBe('ask');
    entry(6, { type: 'paused', code: 'canary-done', message: '', hint: '' });
    entry(7, { type: 'resumed' });
    expect(state.canary.state).toBe('passed');
  });

  it('keeps the wait that Atlassian asked for through a pause and a resume', () => {
    const state = newRun();
    const answer = faultAnswer('rate-limited', { owner: 'organisation', waitMs: 60_000 });
    if (answer.ok) throw new Error('a fault');
    const { fault } = answer;
    apply(state, { seq: 1, at: 0, event: { type: 'started', total: 2, planDigest: '' } });
    apply(state, {
      seq: 2,
      at: 5,
      event: { type: 'deferred', position: 0, attempt: 1, fault, waitMs: 60_000, tookMs: 1 },
    });
    apply(state, { seq: 3, at: 6, event: { type: 'paused', code: 'admin', message: '', hint: '' } });
    apply(state, { seq: 4, at: 7, event: { type: 'resumed' } });
    expect(state.hold).toMatchObject({ at: 5, waitMs: 60_000 });
  });

  it('knows with which answer a call was not accepted, and takes no reading for a call', () => {
    const state = newRun();
    const refusing = (status: number, attempt: number): RunEvent => {
      const answer = faultAnswer('rate-limited', { owner: 'organisation', status });
      if (answer.ok) throw new Error('a fault');
      return { type: 'deferred', position: 0, attempt, fault: answer.fault, waitMs: 1, tookMs: 1 };
    };
    const events: RunEvent[] = [
      { type: 'started', total: 1, planDigest: '' },
      refusing(503, 0),
      { type: 'intended', position: 0, attempt: 1, before: 'active' },
      refusing(429, 1),
      refusing(503, 1),
    ];
    const known = events.map(
      (event, at) => apply(state, { seq: at + 1, at, event }).users.at(0)?.declined ?? null,
    );
    expect(known).toEqual([null, null, null, 429, 429]);
  });

  it('is in doubt about a call under way when the process died, and keeps what was read of others', () => {
    const state = newRun();
    const lost = faultAnswer('timed-out');
    if (lost.ok) throw new Error('a fault');
    const read = { reading: 'active', message: '', hint: '', waitMs: 1_000, tookMs: 1 } as const;
    const events: RunEvent[] = [
      { type: 'started', total: 2, planDigest: '' },
      { type: 'intended', position: 0, attempt: 1, before: 'active' },
      { type: 'doubted', position: 0, attempt: 1, fault: lost.fault, tookMs: 1 },
      { type: 'read-back', position: 0, ...read },
      { type: 'intended', position: 1, attempt: 1, before: 'active' },
      { type: 'interrupted' },
    ];
    for (const [at, event] of events.entries()) apply(state, { seq: at + 1, at, event });
    expect(state.users.at(0)).toMatchObject({ stage: 'doubted', doubts: 1, unchangedReads: 1 });
    expect(state.users.at(0)?.cutOff).toBeUndefined();
    const cutOff = { stage: 'doubted', doubts: 1, cutOff: 1, unchangedReads: 0, before: 'active' };
    expect(state.users.at(1)).toMatchObject(cutOff);
  });
});

describe('what the admin may say', () => {
  it('turns a pause that would end by itself into one that does not', () => {
    const state = newRun();
    apply(state, { seq: 1, at: 0, event: { type: 'started', total: 2, planDigest: '' } });
    const pause = { type: 'paused', code: 'faults-in-a-row', message: '', hint: '', waitMs: 4_000 } as const;
    apply(state, { seq: 2, at: 1, event: pause });
    expect(decide(state, 'pause')).toMatchObject({ ok: true, event: { type: 'paused', code: 'admin' } });
  });

  it('accepts the same command twice, and none after the end', () => {
    const state = newRun();
    apply(state, { seq: 1, at: 0, event: { type: 'started', total: 2, planDigest: '' } });
    expect(decide(state, 'resume')).toEqual({ ok: true, event: null });
    apply(state, { seq: 2, at: 1, event: { type: 'stop-requested' } });
    expect(decide(state, 'stop')).toEqual({ ok: true, event: null });
    expect(decide(state, 'pause').ok).toBe(false);
    expect(decide(state, 'resume').ok).toBe(false);
    apply(state, {
      seq: 3,
      at: 2,
      event: { type: 'ended', how: 'stopped', code: null, message: '', hint: '' },
    });
    for (const word of ['pause', 'resume', 'stop'] as const) expect(decide(state, word).ok).toBe(false);
  });
});
