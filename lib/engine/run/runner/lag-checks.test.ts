import { expect, it } from 'vitest';
import { newRun } from '#lib/domain/run/state';
import { freshUser } from '#lib/domain/run/user';
import { LagChecks } from '#lib/engine/run/runner/lag-checks';

function sample() {
  const state = newRun();
  const settle = (position: number, outcome: 'deactivated' | 'refused') => {
    state.users.begin(position, { ...freshUser(0), stage: 'settled', outcome });
  };
  return { lagChecks: new LagChecks(state), settle };
}

it('names the last user called 40 seconds ago or more, every 20 seconds', () => {
  const { lagChecks, settle } = sample();
  for (const position of [0, 1, 2]) {
    settle(position, 'deactivated');
    lagChecks.note(position, position * 10_000);
  }
  expect(lagChecks.due(39_999)).toBeNull();
  expect(lagChecks.due(40_000)).toBe(0);
  expect(lagChecks.due(59_999)).toBeNull();
  expect(lagChecks.due(60_000)).toBe(2);
  expect(lagChecks.due(1_000_000)).toBe(2);
});

it('remembers one user a second, and names nobody whose call was not accepted', () => {
  const { lagChecks, settle } = sample();
  settle(0, 'refused');
  settle(1, 'deactivated');
  lagChecks.note(0, 0);
  lagChecks.note(1, 999);
  expect(lagChecks.due(100_000)).toBeNull();
});
