/** Tests what ends or holds a run, at the limits: which wait comes first, and after how many events. */
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '#lib/domain/run/events';
import { nextStep } from '#lib/domain/run/next/next-step';
import { apply, faultsBeforePause } from '#lib/domain/run/run';
import { newRun, type RunState, refusalsBeforePause } from '#lib/domain/run/state';
import { faultAnswer } from '#test/samples/run';

const idle = {
  busy: new Set<number>(),
  held: false,
  pausing: new Set<number>(),
  most: 4,
  random: 0,
  wall: 0,
};
const working = { ...idle, busy: new Set([1]) };

/** A run of 40 users after these events; `how` is how it was started. */
function runAfter(how: Partial<Extract<RunEvent, { type: 'started' }>>, ...events: RunEvent[]): RunState {
  const state = newRun();
  const started: RunEvent = { type: 'started', total: 40, planDigest: '', ...how };
  for (const [at, event] of [started, ...events].entries()) apply(state, { seq: at + 1, at, event });
  return state;
}

/** The fault of an answer. */
function fault(...given: Parameters<typeof faultAnswer>) {
  const answer = faultAnswer(...given);
  if (answer.ok) throw new Error('a fault');
  return answer.fault;
}

const intended = (position: number): RunEvent => ({
  type: 'intended',
  position,
  attempt: 1,
  before: 'active',
});
const settled = (position: number, outcome: 'deactivated' | 'refused' | 'would-deactivate'): RunEvent => ({
  type: 'settled',
  position,
  outcome,
  attempt: 1,
  status: null,
  code: null,
  message: 'Said so.',
  hint: '',
  detail: null,
  tookMs: 1,
});
const passed = [intended(0), settled(0, 'deactivated'), { type: 'canary-passed', position: 0 }] as const;
const doubted = (position: number): RunEvent => ({
  type: 'doubted',
  position,
  attempt: 1,
  fault: fault('timed-out'),
  tookMs: 1,
});

describe('a refused key', () => {
  const refused: RunEvent = {
    type: 'key-refused',
    position: 2,
    fault: fault('key-invalid', { owner: 'key', status: 401 }),
    tookMs: 1,
  };
  const events = [...passed, intended(1), intended(2), refused] as const;
  const holds = {
    'that goes on': [],
    'that is paused': [{ type: 'paused', code: 'admin', message: '', hint: '' }],
    'that is being stopped': [{ type: 'stop-requested' }],
  } as const;

  it.each(Object.entries(holds))('ends a run %s once the calls in flight have settled', (_what, hold) => {
    const open = runAfter({}, ...events, ...hold);
    expect(nextStep(open, working)).toEqual({ do: 'rest' });
    apply(open, { seq: open.seq + 1, at: 9, event: settled(1, 'deactivated') });
    expect(nextStep(open, idle)).toMatchObject({ do: 'record', event: { type: 'ended', how: 'halted' } });
  });

  it('leaves a doubt open for a run with another key, and says nothing of those who were not called', () => {
    const open = runAfter({}, ...events, doubted(1));
    expect(nextStep(open, idle)).toMatchObject({
      do: 'record',
      event: { type: 'settled', position: 1, outcome: 'in-doubt', leftOpen: true },
    });
  });
});

describe('what a refused key leaves open', () => {
  const key: RunEvent = {
    type: 'key-refused',
    position: 2,
    fault: fault('key-invalid', { owner: 'key', status: 401 }),
    tookMs: 1,
  };
  const throttled: RunEvent = {
    type: 'deferred',
    position: 1,
    attempt: 1,
    fault: fault('rate-limited'),
    waitMs: 0,
    tookMs: 1,
  };

  it('is whoever may have been called, also where another call was to follow', () => {
    const again = runAfter({}, ...passed, intended(1), doubted(1), throttled, intended(2), key);
    expect(nextStep(again, idle)).toMatchObject({ event: { type: 'settled', position: 1, leftOpen: true } });
  });

  it('is nobody whose call certainly changed nothing', () => {
    const never = runAfter({}, ...passed, intended(1), throttled, intended(2), key);
    expect(nextStep(never, idle)).toMatchObject({ event: { type: 'ended', how: 'halted' } });
  });
});

describe('a stopped run', () => {
  const stop: RunEvent = { type: 'stop-requested' };
  const open = [...passed, intended(1), doubted(1)] as const;

  it('reads an open doubt back, when the wait is over and nobody is at work', () => {
    const state = runAfter({}, ...open, stop);
    expect(nextStep(state, working)).toEqual({ do: 'rest' });
    expect(nextStep(state, { ...idle, held: true })).toEqual({ do: 'wait' });
    expect(nextStep(state, idle)).toEqual({ do: 'read-back', position: 1 });
  });
});

describe('the canary', () => {
  it('is read back when nobody is at work', () => {
    const state = runAfter({}, intended(0), settled(0, 'deactivated'));
    expect(nextStep(state, { ...idle, busy: new Set([0]) })).toEqual({ do: 'rest' });
    expect(nextStep(state, idle)).toEqual({ do: 'check-canary', position: 0 });
  });
});

describe('refusals in a row', () => {
  const many = (count: number) => Array.from({ length: count }, (_, at) => settled(at + 1, 'refused'));

  it('pause the run at the limit, and not one earlier', () => {
    const before = runAfter({}, ...passed, ...many(refusalsBeforePause - 1));
    expect(nextStep(before, idle)).toMatchObject({ do: 'call' });
    const at = runAfter({}, ...passed, ...many(refusalsBeforePause));
    expect(nextStep(at, idle)).toMatchObject({ event: { type: 'paused', code: 'refusals-in-a-row' } });
  });

  it('do not pause a dry run, which does no harm by going on', () => {
    const checked = [settled(0, 'would-deactivate'), ...many(refusalsBeforePause)];
    expect(nextStep(runAfter({ act: 'dry-run' }, ...checked), idle)).toMatchObject({ do: 'call' });
  });
});

describe('faults in a row', () => {
  const lost = (count: number) =>
    Array.from({ length: count }, (_, at) => [intended(at + 1), doubted(at + 1)]);

  it('pause the run at the limit, and not one earlier', () => {
    const before = runAfter({}, ...passed, ...lost(faultsBeforePause - 1).flat());
    expect(nextStep(before, idle)).toMatchObject({ do: 'read-back', position: 1 });
    const at = runAfter({}, ...passed, ...lost(faultsBeforePause).flat());
    expect(nextStep(at, idle)).toMatchObject({
      event: { type: 'paused', code: 'faults-in-a-row', waitMs: expect.any(Number) },
    });
  });
});

describe('counting the active accounts', () => {
  const before: RunEvent = { type: 'counted', when: 'before', active: 100, message: '' };

  it('waits for those at work, and for the wait that Atlassian asked for', () => {
    const due = runAfter({ counted: true }, before, ...passed, intended(1));
    expect(nextStep(due, working)).toEqual({ do: 'rest' });
    expect(nextStep(due, { ...idle, held: true })).toEqual({ do: 'wait' });
    expect(nextStep(due, idle)).toEqual({ do: 'count', when: 'after-canary' });
  });

  it('comes once more before a run ends, and before a stopped one does', () => {
    const all = Array.from({ length: 39 }, (_, at) => settled(at + 1, 'deactivated'));
    const counted = [
      before,
      ...passed,
      { type: 'counted', when: 'after-canary', active: 99, message: '' },
    ] as const;
    const through = runAfter({ counted: true }, ...counted, ...all);
    expect(nextStep(through, working)).toEqual({ do: 'rest' });
    expect(nextStep(through, idle)).toEqual({ do: 'count', when: 'end' });
    const stopped = runAfter({ counted: true }, ...counted, { type: 'stop-requested' });
    expect(nextStep(stopped, working)).toEqual({ do: 'rest' });
    expect(nextStep(stopped, idle)).toEqual({ do: 'count', when: 'end' });
    // A stop does not wait for the count of active accounts.
    expect(nextStep(stopped, { ...idle, held: true })).toMatchObject({
      event: { type: 'ended', how: 'stopped' },
    });
  });

  it('has users read again where it contradicts the run, also a stopped one', () => {
    const all = Array.from({ length: 39 }, (_, at) => settled(at + 1, 'deactivated'));
    const contradiction: RunEvent = { type: 'counted', when: 'end', active: 100, message: '' };
    const after: RunEvent = { type: 'counted', when: 'after-canary', active: 99, message: '' };
    const through = [before, ...passed, after, ...all] as const;
    const again = { do: 'recheck', positions: expect.arrayContaining([0]) };
    expect(nextStep(runAfter({ counted: true }, ...through, contradiction), idle)).toEqual(again);
    const stopped = runAfter({ counted: true }, ...through, { type: 'stop-requested' }, contradiction);
    expect(nextStep(stopped, idle)).toEqual(again);
    expect(nextStep(stopped, { ...idle, held: true })).toMatchObject({
      event: { type: 'ended', how: 'stopped' },
    });
  });
});
