import { describe, expect, it } from 'vitest';
import { apply } from '#lib/domain/run/run';
import { newRun, type RunState } from '#lib/domain/run/state';
import { awaitedCall } from '#lib/domain/run/view/awaited-call';
import { countdown, stopwatch } from '#lib/domain/run/view/status';
import { faultAnswer } from '#test/samples/run';

const began = 1_800_000_000_000;

/** A run of five users, the first of whom is deactivated, with calls begun at these seconds for the next ones. */
function calling(...seconds: number[]): RunState {
  const state = newRun();
  let seq = 0;
  const add = (at: number, event: Parameters<typeof apply>[1]['event']) => {
    seq += 1;
    apply(state, { seq, at: began + at * 1_000, event });
  };
  add(0, { type: 'started', total: 5, planDigest: 'digest', act: 'deactivate' });
  seconds.forEach((at, position) => {
    add(at, { type: 'intended', position, attempt: 1, before: 'active' });
  });
  return state;
}

describe('the call that is awaited', () => {
  it('is none while each call was begun a moment ago, or none is under way', () => {
    expect(awaitedCall(calling(), 'running', began + 60_000)).toBeNull();
    expect(awaitedCall(calling(10), 'running', began + 12_999)).toBeNull();
  });

  it('is the one begun first, with the number of those that hang like it', () => {
    const state = calling(10, 4, 14);
    expect(awaitedCall(state, 'running', began + 14_000)).toEqual({
      position: 1,
      waitedMs: 10_000,
      calls: 2,
    });
    expect(awaitedCall(state, 'stopping', began + 17_000)).toEqual({
      position: 1,
      waitedMs: 13_000,
      calls: 3,
    });
  });

  it('is none once its answer is given up: the account is read back then', () => {
    const state = calling(0);
    const answer = faultAnswer('timed-out');
    if (answer.ok) throw new Error('The answer is a fault.');
    apply(state, {
      seq: 3,
      at: began + 30_000,
      event: { type: 'doubted', position: 0, attempt: 1, fault: answer.fault, tookMs: 30_000 },
    });
    expect(awaitedCall(state, 'running', began + 31_000)).toBeNull();
  });

  it('is none where nobody works on the run, or something else explains the wait', () => {
    const state = calling(0);
    for (const phase of ['waiting', 'interrupted', 'cannot-go-on', 'end-unwritten', 'completed'] as const) {
      expect(awaitedCall(state, phase, began + 20_000)).toBeNull();
    }
  });
});

it('is told by a clock that does not run ahead, while a countdown does not end early', () => {
  expect([stopwatch(3_900), stopwatch(61_000), stopwatch(-5)]).toEqual(['0:03', '1:01', '0:00']);
  expect([countdown(3_100), countdown(61_000), countdown(-5)]).toEqual(['0:04', '1:01', '0:00']);
});
