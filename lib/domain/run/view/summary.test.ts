import { expect, it } from 'vitest';
import type { RunEvent } from '#lib/domain/run/events';
import { apply } from '#lib/domain/run/run';
import { newRun } from '#lib/domain/run/state';
import { summaryOf } from '#lib/domain/run/view/summary';

function summaryAfter(...events: RunEvent[]) {
  const state = newRun();
  const started: RunEvent = { type: 'started', total: 2, planDigest: '', counted: true };
  for (const [at, event] of [started, ...events].entries()) apply(state, { seq: at + 1, at, event });
  return summaryOf(state, true);
}
const counted = (when: 'before' | 'end', active: number | null): RunEvent => ({
  ...{ type: 'counted', when, active, message: '' },
});
const deactivated: RunEvent = {
  ...{ type: 'settled', position: 0, outcome: 'deactivated', attempt: 1, status: 204, code: null },
  ...{ message: '', hint: '', detail: null, tookMs: 1 },
};

it('has the active accounts at the end, and how many were expected', () => {
  const { activeAtEnd } = summaryAfter(counted('before', 100), deactivated, counted('end', 98));
  expect(activeAtEnd).toEqual({ active: 98, expected: 99, at: 3 });
  expect(summaryAfter(deactivated, counted('end', 98)).activeAtEnd).toEqual({
    ...{ active: 98, expected: null, at: 2 },
  });
  expect(summaryAfter(counted('before', 100), deactivated).activeAtEnd).toBeNull();
  expect(summaryAfter(counted('end', null)).activeAtEnd).toBeNull();
});

it('says why a run is paused for as long as it is', () => {
  const paused: RunEvent = { type: 'paused', code: 'admin', message: 'Paused by you.', hint: '' };
  expect(summaryAfter(paused).pause).toBe('Paused by you.');
  expect(summaryAfter(paused, { type: 'resumed', by: 'admin' }).pause).toBeNull();
  expect(summaryAfter().pause).toBeNull();
});
