import { expect, it } from 'vitest';
import { listAddressIn, listQuery } from '#components/run/users/use-list-address.ts';

it.each([
  ['', { outcome: 'begun', q: '', user: '' }],
  ['?outcome=refused&q=a%26b&user=557058%3Aab', { outcome: 'refused', q: 'a&b', user: '557058:ab' }],
  ['?outcome=attention', { outcome: 'attention', q: '', user: '' }],
] as const)('the address %s is the same after it was read', (query, address) => {
  expect(listAddressIn(new URLSearchParams(query))).toEqual(address);
  expect(listQuery(address)).toBe(query);
});

it('treats a filter that does not exist as the default', () => {
  expect(listAddressIn(new URLSearchParams('?outcome=__proto__'))).toMatchObject({ outcome: 'begun' });
});
