import { expect, it } from 'vitest';
import { newRun } from '#lib/domain/run/state';
import { freshUser } from '#lib/domain/run/user';
import { Witnesses } from '#lib/engine/run/runner/witnesses';

function sample() {
  const state = newRun();
  const settle = (position: number, outcome: 'deactivated' | 'refused') => {
    state.users.begin(position, { ...freshUser(0), stage: 'settled', outcome });
  };
  return { witnesses: new Witnesses(state), settle };
}

it('names the last user called 40 seconds ago or more, every 20 seconds', () => {
  const { witnesses, settle } = sample();
  for (const position of [0, 1, 2]) {
    settle(position, 'deactivated');
    witnesses.note(position, position * 10_000);
  }
  expect(witnesses.due(39_999)).toBeNull();
  expect(witnesses.due(40_000)).toBe(0);
  expect(witnesses.due(59_999)).toBeNull();
  expect(witnesses.due(60_000)).toBe(2);
  expect(witnesses.due(1_000_000)).toBe(2);
});

it('remembers one user a second, and names nobody whose call was not accepted', () => {
  const { witnesses, settle } = sample();
  settle(0, 'refused');
  settle(1, 'deactivated');
  witnesses.note(0, 0);
  witnesses.note(1, 999);
  expect(witnesses.due(100_000)).toBeNull();
});
