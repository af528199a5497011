import { expect, it } from 'vitest';
import { besideName } from '#components/shared/pages/beside-name.ts';

const order = (ids: readonly string[]): string[] =>
  besideName(
    ids.map((id) => ({ id })),
    { name: 'user', control: 'details' },
  ).map(({ id }) => id);

it('puts the control behind the name, and leaves the other columns in their order', () => {
  expect(order(['number', 'user', 'outcome', 'took', 'details'])).toEqual([
    'number',
    'user',
    'details',
    'outcome',
    'took',
  ]);
});

it('changes nothing where one of the two is missing', () => {
  expect(order(['number', 'user', 'took'])).toEqual(['number', 'user', 'took']);
  expect(order(['number', 'details', 'took'])).toEqual(['number', 'details', 'took']);
});
