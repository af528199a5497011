import { describe, expect, it } from 'vitest';
import { concernsOf, dismissalOf, undecided } from '#lib/domain/run/concerns';
import type { RunEvent } from '#lib/domain/run/events';
import { apply } from '#lib/domain/run/run';
import type { RunState } from '#lib/domain/run/state';
import { summaryOf } from '#lib/domain/run/view/summary';
import { contradictionIn, undecidedIn, verdictIn, verdictsOf } from '#lib/domain/run/view/verdicts';
import { endedRun } from '#test/samples/ended-run';

const begun: RunEvent = { type: 'verification-begun', cause: 'asked' };
const read = (active: number[], inactive: number[]): RunEvent => {
  return { type: 'verified', source: 'profile', readAt: 7, active, inactive };
};
const dismissed = (...positions: number[]): RunEvent => {
  return { type: 'dismissed', positions, reason: 'Left to their team', by: 'Olive' };
};
const more = (state: RunState, ...events: RunEvent[]) => {
  for (const event of events) apply(state, { seq: state.seq + 1, at: 2_000, event });
  return state;
};
const outcomes = ['deactivated', 'refused', 'failed', 'in-doubt', 'skipped', 'already-inactive'] as const;

describe('a decision is needed', () => {
  it('about everybody whom the run did not leave as it wanted', () => {
    expect(undecided(endedRun(outcomes))).toEqual([1, 2, 3, 4]);
  });

  it('about who is still active, and about nobody whose account is as it should be', () => {
    const state = endedRun(['deactivated', 'refused', 'in-doubt'], [begun, read([0], [1, 2])]);
    expect([...concernsOf(state)]).toEqual([[0, 'deactivated unchanged']]);
  });

  it('about nobody of a dry run, and of a run that has not ended', () => {
    expect(undecided(endedRun(['refused'], [], 'dry-run'))).toEqual([]);
    const state = endedRun(['refused']);
    state.status = 'running';
    expect(undecided(state)).toEqual([]);
  });
});

describe('a dismissal', () => {
  it('decides with its reason, who and when', () => {
    const state = endedRun(outcomes, [dismissed(1, 2)]);
    expect(undecided(state)).toEqual([3, 4]);
    expect(dismissalOf(state, concernsOf(state), 1)).toEqual({
      reason: 'Left to their team',
      by: 'Olive',
      at: 1_000,
      concern: 'refused',
    });
    expect(summaryOf(state, true)).toMatchObject({ undecided: 2, dismissed: 2 });
  });

  it('decides about nobody who needs no decision', () => {
    expect(endedRun(outcomes, [dismissed(0, 5, 99)]).dismissals.size).toBe(0);
  });

  it('does not hold for what is found out later', () => {
    const state = endedRun(['deactivated'], [begun, read([0], []), dismissed(0)]);
    expect(undecided(state)).toEqual([]);
    more(state, begun, read([], [0]), begun, read([0], []));
    expect(undecided(state)).toEqual([0]);
    expect(undecided(more(state, dismissed(0)))).toEqual([]);
  });
});

it.each([
  ['unchanged', 'active', [begun, read([0], [])], 'deactivate'],
  ['came-back', 'active', [begun, read([], [0]), begun, read([0], [])], 'deactivate'],
  ['unchanged', 'found-inactive', [begun, read([], [0])], 'restore'],
  [null, 'made-inactive', [begun, read([], [0])], 'deactivate'],
] as const)('and how an account reads against the report: %s', (against, verdict, after, act) => {
  const outcome = act === 'restore' ? 're-activated' : 'deactivated';
  const text = verdictsOf(endedRun([outcome], after, act));
  expect([contradictionIn(text, 0), verdictIn(text, 0)]).toEqual([against, verdict]);
  expect(undecidedIn(text)).toEqual(against === null ? [] : [0]);
});

it('is in the verdicts, which say the same about the accounts', () => {
  const text = verdictsOf(endedRun(outcomes, [dismissed(1)]));
  expect(undecidedIn(text)).toEqual([2, 3, 4]);
  expect([1, 4].map((position) => verdictIn(text, position))).toEqual(['active', 'active']);
});
