import { expect, it } from 'vitest';
import { sourceNotes } from '#lib/domain/run/view/pick';

const nobody = { guarded: 0, inactive: 0, 'other-run': 0 };
const notes = (without: Partial<typeof nobody> = {}) =>
  sourceNotes('rest', { leftOut: [], elsewhere: [], without: { ...nobody, ...without }, imported: null });

it('says how many users a new run leaves out, and why', () => {
  expect(notes()).toEqual([]);
  expect(notes({ guarded: 1, inactive: 1, 'other-run': 1 })).toEqual([
    '1 protected user is left out: Lockstep calls no protected user. Settings, Protected users, says why each is protected.',
    '1 user is left out: a run of Lockstep left the account inactive.',
    '1 user is left out: another run acted on the account, and what that run did counts. See the history of a user under Runs.',
  ]);
  expect(notes({ guarded: 2, inactive: 1_200, 'other-run': 2 })).toEqual([
    '2 protected users are left out: Lockstep calls no protected user. Settings, Protected users, says why each is protected.',
    '1,200 users are left out: a run of Lockstep left the accounts inactive.',
    '2 users are left out: other runs acted on the accounts, and what those did counts. See the history of a user under Runs.',
  ]);
});
