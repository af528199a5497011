import { describe, expect, it } from 'vitest';
import type { RunEvent } from '#lib/domain/run/events';
import { mayBegin, nextStep } from '#lib/domain/run/next/next-step';
import { apply } from '#lib/domain/run/run';
import { newRun, type RunState } from '#lib/domain/run/state';
import { faultAnswer } from '#test/samples/run';

const idle = {
  busy: new Set<number>(),
  held: false,
  pausing: new Set<number>(),
  most: 1,
  random: 0,
  wall: 0,
};

function runAfter(...events: RunEvent[]): RunState {
  const state = newRun();
  const all: RunEvent[] = [{ type: 'started', total: 5, planDigest: '' }, ...events];
  for (const [at, event] of all.entries()) apply(state, { seq: at + 1, at, event });
  return state;
}

const settled = (
  position: number,
  outcome: 'deactivated' | 'refused' | 'failed',
  code: 'key-invalid' | null = null,
) =>
  ({
    type: 'settled',
    position,
    outcome,
    attempt: 1,
    status: null,
    code,
    message: 'Said so.',
    hint: '',
    detail: null,
    tookMs: 1,
  }) as const;
const intended = (position: number) =>
  ({ type: 'intended', position, attempt: 1, before: 'active' }) as const;
const passed = [intended(0), settled(0, 'deactivated'), { type: 'canary-passed', position: 0 }] as const;

describe('the next step', () => {
  it('is the first user, then the canary’s reading, then the second', () => {
    expect(nextStep(runAfter(), idle)).toEqual({ do: 'call', position: 0 });
    expect(nextStep(runAfter(intended(0), settled(0, 'deactivated')), idle)).toEqual({
      do: 'check-canary',
      position: 0,
    });
    expect(nextStep(runAfter(...passed), idle)).toEqual({ do: 'call', position: 1 });
  });

  it('keeps to one call in flight, or to the concurrency once the canary has passed', () => {
    const busy = new Set([1]);
    expect(nextStep(runAfter(...passed, intended(1)), { ...idle, busy })).toEqual({ do: 'rest' });
    const two = { ...idle, busy, most: 2 };
    expect(nextStep(runAfter(...passed, intended(1)), two)).toEqual({ do: 'call', position: 2 });
    expect(nextStep(runAfter(intended(0)), { ...two, busy: new Set([0]) })).toEqual({ do: 'rest' });
  });

  it('begins nothing while a wait is not over', () => {
    expect(nextStep(runAfter(...passed), { ...idle, held: true })).toEqual({ do: 'wait' });
  });

  it('settles a doubt before anybody new is called', () => {
    const doubted = runAfter(...passed, intended(1), { type: 'interrupted' }, { type: 'resumed' });
    expect(nextStep(doubted, idle)).toEqual({ do: 'read-back', position: 1 });
  });

  it('calls others while a doubt waits for its next reading, and nobody while that one is the canary', () => {
    const crash = [{ type: 'interrupted' }, { type: 'resumed' }] as const;
    const pausing = new Set([1]);
    const doubted = runAfter(...passed, intended(1), ...crash);
    expect(nextStep(doubted, { ...idle, pausing })).toEqual({ do: 'call', position: 2 });
    const first = runAfter(intended(0), ...crash);
    expect(nextStep(first, { ...idle, pausing: new Set([0]) })).toEqual({ do: 'wait' });
  });

  it('waits for the next reading where only doubts are left, and before it is through with a stop', () => {
    const crash = [{ type: 'interrupted' }, { type: 'resumed' }] as const;
    const pausing = new Set([1]);
    const others = [2, 3, 4].map((position) => settled(position, 'deactivated'));
    const doubted = runAfter(...passed, intended(1), ...crash, ...others);
    expect(nextStep(doubted, { ...idle, pausing })).toEqual({ do: 'wait' });
    expect(nextStep(doubted, idle)).toEqual({ do: 'read-back', position: 1 });
    const stopped = runAfter(...passed, intended(1), ...crash, { type: 'stop-requested' });
    expect(nextStep(stopped, { ...idle, pausing })).toEqual({ do: 'wait' });
    expect(nextStep(stopped, { ...idle, held: true })).toEqual({ do: 'wait' });
  });

  it('calls nobody new while as many as eight are in doubt', () => {
    const answer = faultAnswer('redirected', { effect: 'unknown', owner: 'us' });
    if (answer.ok) throw new Error('a fault');
    const { fault } = answer;
    const many = (count: number) =>
      Array.from({ length: count }, (_, at) => [
        intended(at + 1),
        { type: 'doubted', position: at + 1, attempt: 1, fault, tookMs: 1 } as const,
      ]).flat();
    const began: RunEvent = { type: 'started', total: 40, planDigest: '' };
    const pausing = new Set(Array.from({ length: 8 }, (_, at) => at + 1));
    const seven = runAfter(...passed, began, ...many(7));
    expect(nextStep(seven, { ...idle, pausing })).toEqual({ do: 'call', position: 8 });
    expect(mayBegin(seven, 8, { held: false, wall: 0, concurrency: 1, looking: new Set() })).toBe('yes');
    const eight = runAfter(...passed, began, ...many(8));
    expect(nextStep(eight, { ...idle, pausing })).toEqual({ do: 'wait' });
    expect(mayBegin(eight, 9, { held: false, wall: 0, concurrency: 1, looking: new Set() })).toBe('no');
  });

  it('settles a doubt before it tries again who comes earlier in the plan', () => {
    const answer = faultAnswer('rate-limited');
    if (answer.ok) throw new Error('a fault');
    const deferral = { type: 'deferred', attempt: 1, fault: answer.fault, waitMs: 0, tookMs: 1 } as const;
    const state = runAfter(
      ...passed,
      ...[intended(1), intended(2), intended(3)],
      ...[
        { ...deferral, position: 1 },
        { ...deferral, position: 2 },
      ],
      ...([{ type: 'interrupted' }, { type: 'resumed' }] as const),
    );
    const two = { ...idle, most: 2 };
    expect(nextStep(state, two)).toEqual({ do: 'read-back', position: 3 });
    expect(nextStep(state, { ...two, busy: new Set([3]) })).toEqual({ do: 'call', position: 1 });
  });

  it('ends at once with a refused key, and leaves what is open to the admin', () => {
    const refused = [...passed, intended(1), settled(1, 'failed', 'key-invalid')] as const;
    expect(nextStep(runAfter(...refused), idle)).toMatchObject({ event: { type: 'ended', how: 'halted' } });
    const answer = faultAnswer('timed-out');
    if (answer.ok) throw new Error('a fault');
    const doubt = { type: 'doubted', position: 2, attempt: 1, fault: answer.fault, tookMs: 1 } as const;
    const open = runAfter(...passed, intended(1), intended(2), doubt, settled(1, 'failed', 'key-invalid'));
    expect(nextStep(open, idle)).toMatchObject({ event: { outcome: 'in-doubt', position: 2 } });
  });

  it('makes no new call once a stop was asked for, and reads back once what is in doubt', () => {
    expect(nextStep(runAfter(...passed, { type: 'stop-requested' }), idle)).toMatchObject({
      event: { how: 'stopped' },
    });
    const doubted = runAfter(...passed, intended(1), { type: 'interrupted' }, { type: 'stop-requested' });
    expect(nextStep(doubted, idle)).toEqual({ do: 'read-back', position: 1 });
  });

  it('gives up at a stop who was called without an answer and is to be called again, and only them', () => {
    const lost = faultAnswer('timed-out', { effect: 'unknown', owner: 'network' });
    const late = faultAnswer('rate-limited');
    if (lost.ok || late.ok) throw new Error('a fault');
    const { fault } = lost;
    const state = runAfter(
      ...[...passed, intended(1), intended(2)],
      { type: 'doubted', position: 1, attempt: 1, fault, tookMs: 1 },
      { type: 'deferred', position: 1, attempt: 1, fault, waitMs: 0, tookMs: 1 },
      { type: 'deferred', position: 2, attempt: 1, fault: late.fault, waitMs: 9_000, tookMs: 1 },
      { type: 'stop-requested' },
    );
    const step = nextStep(state, { ...idle, held: true });
    expect(step).toMatchObject({ event: { type: 'settled', position: 1, outcome: 'failed' } });
    if (step.do !== 'record' || step.event.type !== 'settled') throw new Error('no outcome');
    expect(step.event.message).toBe(
      'The answer to an earlier call was lost. Half a minute after it, the account was unchanged. It was not called again: the run was stopped.',
    );
    apply(state, { seq: state.seq + 1, at: 1, event: step.event });
    expect(nextStep(state, { ...idle, held: true })).toMatchObject({ event: { how: 'stopped' } });
  });

  it.each(['admin', 'canary-refused', 'refusals-in-a-row', 'canary-done'] as const)(
    'rests while the run is paused for %s',
    (code) => {
      expect(nextStep(runAfter({ type: 'paused', code, message: '', hint: '' }), idle)).toEqual({
        do: 'rest',
      });
    },
  );

  it('probes somebody else each time while Atlassian is out of reach', () => {
    const pause = { type: 'paused', code: 'faults-in-a-row', message: '', hint: '', waitMs: 1 } as const;
    const answer = faultAnswer('timed-out');
    if (answer.ok) throw new Error('a fault');
    const probed = { type: 'probed', fault: answer.fault, waitMs: 1 } as const;
    expect(nextStep(runAfter(pause), { ...idle, held: true })).toEqual({ do: 'wait' });
    expect(nextStep(runAfter(pause), idle)).toEqual({ do: 'probe', position: 0 });
    expect(nextStep(runAfter(pause, probed), idle)).toEqual({ do: 'probe', position: 1 });
  });
});

describe('whether a call may still begin once its account was read', () => {
  const free = { held: false, wall: 0, concurrency: 1, looking: new Set<number>() };
  it('waits for those before it, and lets go where one of them was let go', () => {
    const state = runAfter(...passed);
    expect(mayBegin(state, 1, free)).toBe('yes');
    expect(mayBegin(state, 2, { ...free, looking: new Set([1, 2]) })).toBe('not-yet');
    expect(mayBegin(state, 2, { ...free, looking: new Set([2]) })).toBe('no');
  });

  it('waits while somebody before it is to be tried again', () => {
    const answer = faultAnswer('rate-limited');
    if (answer.ok) throw new Error('a fault');
    const deferral = {
      type: 'deferred',
      position: 1,
      attempt: 0,
      fault: answer.fault,
      waitMs: 0,
      tookMs: 1,
    } as const;
    expect(mayBegin(runAfter(...passed, deferral), 2, { ...free, concurrency: 2 })).toBe('not-yet');
    expect(mayBegin(runAfter(...passed, deferral), 1, { ...free, concurrency: 2 })).toBe('yes');
  });

  it('waits until a call before it is answered, and no longer where the answer was lost', () => {
    const answer = faultAnswer('timed-out');
    if (answer.ok) throw new Error('a fault');
    const doubt = { type: 'doubted', position: 1, attempt: 1, fault: answer.fault, tookMs: 1 } as const;
    expect(mayBegin(runAfter(...passed, intended(1)), 2, free)).toBe('not-yet');
    expect(mayBegin(runAfter(...passed, intended(1), doubt), 2, free)).toBe('yes');
    expect(mayBegin(runAfter(...passed, intended(1)), 2, { ...free, concurrency: 2 })).toBe('yes');
    expect(mayBegin(runAfter(...passed, intended(1), settled(1, 'deactivated')), 2, free)).toBe('yes');
  });

  it('lets go when the run was paused or braked meanwhile, and waits while it is held', () => {
    const pause = { type: 'paused', code: 'admin', message: '', hint: '' } as const;
    expect(mayBegin(runAfter(...passed, pause), 1, free)).toBe('no');
    expect(mayBegin(runAfter(...passed), 1, { ...free, held: true })).toBe('not-yet');
    expect(mayBegin(runAfter(...passed, settled(2, 'failed', 'key-invalid')), 1, free)).toBe('no');
  });
});

describe('what preflight foretold', () => {
  const began: RunEvent = { type: 'started', total: 40, planDigest: '' };
  const many = (count: number, foreseen: 'met' | 'missed') =>
    Array.from({ length: count }, (_, at) => ({ ...settled(at + 1, 'refused'), foreseen }));

  it('lets refusals pass that were foretold, however many', () => {
    expect(nextStep(runAfter(...passed, began, ...many(20, 'met')), idle)).toMatchObject({ do: 'call' });
  });

  it('pauses when users go another way than foretold, and goes on when the admin accepts that', () => {
    const state = runAfter(...passed, began, ...many(5, 'missed'));
    const step = nextStep(state, idle);
    expect(step).toMatchObject({ do: 'record', event: { type: 'paused', code: 'drift' } });
    if (step.do !== 'record') throw new Error('no pause');
    apply(state, { seq: state.seq + 1, at: 1, event: step.event });
    expect(nextStep(state, idle)).toEqual({ do: 'rest' });
    apply(state, { seq: state.seq + 1, at: 2, event: { type: 'resumed' } });
    expect(nextStep(state, idle)).toMatchObject({ do: 'call' });
  });
});
