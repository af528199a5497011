import { expect, it } from 'vitest';
import { sourceNotes } from '#lib/domain/run/view/pick';

const nobody = { leftOut: [], guarded: 0, settled: 0, imported: null };

it('says how many users a new run leaves out, and why', () => {
  expect(sourceNotes('rest', nobody)).toEqual([]);
  expect(sourceNotes('rest', { ...nobody, guarded: 1, settled: 1 })).toEqual([
    '1 protected user is left out: Lockstep calls no protected user. Settings, Protected users, says why each is protected.',
    '1 user is left out: a run of Lockstep left the account inactive.',
  ]);
  expect(sourceNotes('rest', { ...nobody, guarded: 2, settled: 1_200 })).toEqual([
    '2 protected users are left out: Lockstep calls no protected user. Settings, Protected users, says why each is protected.',
    '1,200 users are left out: a run of Lockstep left the accounts inactive.',
  ]);
});
