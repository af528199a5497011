import { expect, it } from 'vitest';
import type { Preferences } from '#lib/contract/preferences';
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

it('are what was set last', () => {
  const keeper = keeperOf(null);
  const wish: Preferences = { reviewColumns: { hidden: ['Team'], widths: { Email: 300 }, order: [] } };
  keeper.set(wish);
  expect(keeper.read()).toEqual(wish);
});

it.each([null, '', '{', '[]', '{"reviewColumns":{"hidden":[],"widths":{"Jira":-5},"order":[]}}'])(
  'are empty if %j is stored',
  (text) => expect(keeperOf(text).read()).toEqual({ reviewColumns: null }),
);
