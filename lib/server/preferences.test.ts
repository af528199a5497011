import { expect, it } from 'vitest';
import { noPreferences } from '#lib/contract/preferences';
import { preferenceKeeper } from '#lib/server/preferences';

function keeperOf(text: string | null) {
  const kept = { text };
  return preferenceKeeper({
    read: () => kept.text,
    write: (written) => {
      kept.text = written;
    },
  });
}

it('the preferences are what was set last', () => {
  const keeper = keeperOf(null);
  const reviewColumns = { hidden: ['Team'], widths: { Email: 300 }, order: [] };
  keeper.set({ reviewColumns });
  keeper.set({ lists: 'pages' });
  keeper.set({ theme: 'dark' });
  expect(keeper.read()).toEqual({ reviewColumns, lists: 'pages', theme: 'dark' });
  keeper.set({ reviewColumns: null });
  expect(keeper.read()).toEqual({ reviewColumns: null, lists: 'pages', theme: 'dark' });
});

it.each([null, '', '{', '[]', '{"reviewColumns":{"hidden":[],"widths":{"Jira":-5},"order":[]}}'])(
  'the preferences are empty if %j is stored',
  (text) => expect(keeperOf(text).read()).toEqual(noPreferences),
);

it('preferences of an earlier version keep what they have', () => {
  const reviewColumns = { hidden: ['Team'], widths: {}, order: [] };
  expect(keeperOf(JSON.stringify({ reviewColumns })).read()).toEqual({ ...noPreferences, reviewColumns });
});
