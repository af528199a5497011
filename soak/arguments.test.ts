import { expect, it } from 'vitest';
import { readArguments, usage } from './arguments';

it('reads the minutes, a seed and a kind', () => {
  expect(readArguments(['60'])).toEqual({
    ok: true,
    options: { minutes: 60, seed: null, kinds: ['model', 'kills', 'disk'] },
  });
  expect(readArguments(['0', '--only', 'disk', '--seed', '12'])).toEqual({
    ok: true,
    options: { minutes: 0, seed: 12, kinds: ['disk'] },
  });
});

it('says what is wrong', () => {
  for (const wrong of [[], ['soon'], ['1', '2'], ['1', '--more'], ['-1']]) {
    expect(readArguments(wrong)).toEqual({ ok: false, error: usage });
  }
  expect(readArguments(['1', '--only', 'power'])).toMatchObject({ ok: false });
  expect(readArguments(['1', '--seed', 'x'])).toMatchObject({ ok: false });
});
