import { expect, it } from 'vitest';
import { decodeFacts, encodeFacts, storedAddress } from '#lib/adapters/sqlite/directory/stored-facts';
import type { AccountFacts } from '#lib/domain/directory/reading';

const facts: Required<AccountFacts> = {
  status: 'active',
  type: 'atlassian',
  name: 'Ada Example',
  email: 'ada@example.com',
  claim: 'managed',
  managementSource: 'synced',
  organisationAdmin: true,
  serviceAccount: false,
  lastActive: '2026-08-01T15:19:32Z',
  products: [
    { name: 'Jira · example.atlassian.net', lastActive: '2026-08-01' },
    { name: 'Confluence', lastActive: null },
  ],
  billable: false,
  permission: { verdict: 'refused', reason: 'A reason', hint: '' },
  tokens: { count: 2, lastUsed: null },
};

function stored(known: AccountFacts): AccountFacts | null {
  const address = storedAddress(known);
  return decodeFacts(encodeFacts(known, address), address);
}

it('reads what it has written: every fact, and none', () => {
  expect(stored(facts)).toEqual(facts);
  expect(stored({})).toEqual({});
  expect(stored({ lastActive: null, products: [], email: '' })).toEqual({
    lastActive: null,
    products: [],
    email: '',
  });
});

it('spells an address as Atlassian does', () => {
  for (const email of ['Ada@Example.com', ' ada@example.com ', ''])
    expect(stored({ email })).toEqual({ email });
});

it.each([
  ['2026-08-01T15:19:32.354230769Z', '2026-08-01T15:19:32Z'],
  ['2026-08-01T15:19:32.999Z', '2026-08-01T15:19:32Z'],
  ['2026-08-01T15:19:32+02:00', '2026-08-01T15:19:32+02:00'],
  ['2026-99-01T15:19:32Z', '2026-99-01T15:19:32Z'],
  ['yesterday', 'yesterday'],
])('keeps the time %s to the second', (lastActive, kept) => {
  expect(stored({ lastActive })).toEqual({ lastActive: kept });
});

it.each([
  'no JSON',
  '[]',
  'null',
  '{"s":1}',
  '{"a":"yes"}',
  '{"l":true}',
  '{"l":1e300}',
  '{"p":[["Jira"]]}',
  '{"p":[1]}',
  '{"d":["perhaps","",""]}',
  '{"k":["2",null]}',
])('reads nothing of %s', (text) => {
  expect(decodeFacts(text, null)).toBeNull();
});

it('leaves out what it does not know', () => {
  expect(decodeFacts('{"s":"active","zz":1}', 'a@example.com')).toEqual({
    status: 'active',
    email: 'a@example.com',
  });
});
