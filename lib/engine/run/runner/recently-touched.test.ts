import { expect, it } from 'vitest';
import { newRun } from '#lib/domain/run/state';
import { freshUser } from '#lib/domain/run/user';
import { endedRun } from '#lib/engine/history/run-states';
import { recentlyTouched } from '#lib/engine/run/runner/recently-touched';
import { samplePlan, usersOf } from '#test/samples/run';

/** The users, of the three of a run that ended at 0, who count as touched; the third was not attempted. */
function touchedAt(wall: number, given: Partial<ReturnType<typeof newRun>> = {}) {
  const plan = samplePlan(3);
  const users = usersOf([0, 1].map(() => ({ ...freshUser(0), attempt: 1, outcome: 'in-doubt' })));
  const status = given.endedAt === null ? ('running' as const) : ('ended' as const);
  const state = { ...newRun(), status, endedAt: 0, users, ...given };
  const record = { id: 'run', number: 1, planId: 'plan', createdAt: 0 };
  const wasTouched = recentlyTouched({
    store: { runs: () => [record], planAccounts: () => plan },
    states: { endedOf: () => endedRun(state), stateOf: () => state },
    wall: () => wall,
  });
  return plan.map(({ accountId }) => wasTouched(accountId.toUpperCase()));
}

it('finds the accounts called by a run that ended less than ten minutes ago, however their IDs are spelt', () => {
  expect(touchedAt(0)).toEqual([true, true, false]);
  expect(touchedAt(599_999)).toEqual([true, true, false]);
  expect(touchedAt(600_000)).toEqual([false, false, false]);
});

it('finds no account of a run that goes on, or of a dry run', () => {
  expect(touchedAt(0, { endedAt: null })).toEqual([false, false, false]);
  expect(touchedAt(0, { act: 'dry-run' })).toEqual([false, false, false]);
});
