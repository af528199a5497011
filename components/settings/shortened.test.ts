import { expect, it } from 'vitest';
import { shortened } from '#components/settings/shortened.ts';
import { defaultRetention } from '#lib/domain/retention';

it('names what is deleted for good when days are fewer than before', () => {
  const keep = { ...defaultRetention, rosterDays: null };
  expect(
    shortened(defaultRetention, { ...defaultRetention, rosterDays: 1, runDays: 30, historyDays: 7 }),
  ).toEqual([
    'Rosters that were uploaded more than 1 day ago',
    'Runs that ended more than 30 days ago, with their reports and journals',
    'Names and reasons of protections that were removed more than 7 days ago',
  ]);
  expect(shortened(keep, defaultRetention)).toEqual(['Rosters that were uploaded more than 30 days ago']);
});

it('names nothing when as much is kept as before, or more, or when it can be read again', () => {
  expect(shortened(defaultRetention, defaultRetention)).toEqual([]);
  expect(
    shortened(defaultRetention, { ...defaultRetention, rosterDays: null, runDays: 400, directoryDays: 1 }),
  ).toEqual([]);
});
