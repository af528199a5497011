import { expect, it } from 'vitest';
import { readingBySearch } from '#lib/domain/run/judge/searched';

const plain = {
  accountType: 'atlassian',
  accountStatus: 'active',
  status: 'active',
  claimStatus: 'managed',
};

it('lets a call out for an active account of a person that the organisation manages', () => {
  const reading = { says: 'active', text: 'active', tookMs: 0 };
  expect(readingBySearch(plain, 'active')).toEqual(reading);
  for (const status of ['suspended', 'not_invited', null])
    expect(readingBySearch({ ...plain, status }, 'active')).toEqual(reading);
  expect(readingBySearch({ ...plain, accountType: null, claimStatus: null }, 'active')).toEqual(reading);
});

it('lets a restore begin with an account that is inactive and nothing else', () => {
  const inactive = { ...plain, accountStatus: 'inactive', status: 'deactivated' };
  expect(readingBySearch(inactive, 'inactive')).toMatchObject({ says: 'inactive' });
  expect(readingBySearch({ ...inactive, status: 'for_deletion' }, 'inactive')).toBeNull();
  expect(readingBySearch({ ...inactive, accountStatus: 'closed' }, 'inactive')).toBeNull();
  expect(readingBySearch(plain, 'inactive')).toBeNull();
});

it.each([
  ['inactive already', { accountStatus: 'inactive', status: 'deactivated' }],
  ['without a status', { accountStatus: null }],
  ['with an unknown status', { accountStatus: 'blocked' }],
  ['being deleted', { status: 'for_deletion' }],
  ['an app', { accountType: 'app' }],
  ['a customer', { accountType: 'customer' }],
  ['not managed', { claimStatus: 'unmanaged' }],
])('leaves an account that is %s to its profile', (_what, said) => {
  expect(readingBySearch({ ...plain, ...said }, 'active')).toBeNull();
});
