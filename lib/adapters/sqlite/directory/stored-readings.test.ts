import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeReadings, encodeReadings, withReading } from '#lib/adapters/sqlite/directory/stored-readings';
import { type AccountFacts, type SourceReading, sources } from '#lib/domain/directory/reading';

const all = {
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
    { name: 'Confluence\nof two lines', lastActive: null },
    { name: 'Trello', lastActive: '2026-08-01T15:19:32Z' },
  ],
  billable: false,
  permission: { verdict: 'refused', reason: 'A reason', hint: '' },
  tokens: { count: 2, lastUsed: null },
  groups: ['jira-users', ''],
  productsBySiteId: [
    { name: 'Jira · site 1a2b3c4d', lastActive: '2026-08-01T15:19:32Z' },
    { name: 'Loom', lastActive: null },
  ],
} satisfies Required<AccountFacts>;

/** Products are read only when asked for, so they are made plain for the comparison. */
const plain = (readings: readonly SourceReading[]) =>
  readings.map(({ facts, ...rest }) => {
    const products = facts.products?.map(({ name, lastActive }) => ({ name, lastActive }));
    return { ...rest, facts: { ...facts, products } };
  });
const reading = (facts: AccountFacts, parts: Partial<SourceReading> = {}): SourceReading => ({
  source: 'managed-accounts',
  at: 1_000,
  generation: 1,
  ...parts,
  facts,
});
const stored = (facts: AccountFacts) => plain(decodeReadings(encodeReadings([reading(facts)])))[0]?.facts;

it('reads what it has written: every fact, and none', () => {
  expect(stored(all)).toEqual(all);
  expect(stored({})).toEqual({});
  const empty = { lastActive: null, products: [], email: '' };
  expect(stored(empty)).toEqual(empty);
});

it('reads the readings of any sources, also where they say the same, and after one of them was replaced', () => {
  const text = fc.constantFrom('', 'active', 'Ada Example', 'ada@example.com', 'Ö “\u2028”\n');
  const facts = fc.record(
    {
      status: text,
      name: text,
      email: text,
      managementSource: text,
      lastActive: fc.constantFrom(null, '2026-08-01T15:19:32Z', 'yesterday'),
      organisationAdmin: fc.boolean(),
      products: fc.constantFrom([], all.products, all.products.slice(1)),
      permission: fc.constantFrom(all.permission, { ...all.permission, code: 'identity-provider' as const }),
      tokens: fc.constant(all.tokens),
      groups: fc.constantFrom([], all.groups),
    },
    { requiredKeys: [] },
  );
  const each = fc.record({ source: fc.constantFrom(...sources), at: fc.nat(), generation: fc.nat(3), facts });
  const some = fc.uniqueArray(each, { selector: ({ source }) => source, maxLength: sources.length });
  fc.assert(
    fc.property(some, each, (readings, made) => {
      const kept = decodeReadings(encodeReadings(readings));
      expect(plain(kept)).toEqual(plain(readings));
      expect(plain(decodeReadings(encodeReadings(withReading(kept, made))))).toEqual(
        plain(withReading(readings, made)),
      );
    }),
  );
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
  const products = (time: string) => [{ name: 'Jira', lastActive: time }];
  expect(stored({ lastActive, products: products(lastActive) })).toEqual({
    lastActive: kept,
    products: products(kept),
  });
});

it.each([
  'no JSON',
  '{}',
  'null',
  '[1]',
  '[[99,1000,1,"active"]]',
  '[["4",1000,1,"active"]]',
  '[[4,"1000",1,"active"]]',
  '[[4,1000,null,"active"]]',
  '[[4,1000,1,2]]',
  '[[4,1000,1,1]]',
  '[[4,1000,1,"active",0,0,0,0,0,true]]',
  '[[4,1000,1,"active",0,0,0,0,0,0,"yes"]]',
  '[[4,1000,1,"active",0,0,0,0,0,0,0,0,0,["perhaps","",""]]]',
  '[[4,1000,1,"active",0,0,0,0,0,0,0,0,0,0,["2",null]]]',
  '[[4,1000,1,"active",0,0,0,0,0,0,0,0,0,0,0,[1]]]',
  '[[4,1000,1,"active",0,0,0,0,0,0,0,0,0,0,0,0,"unknown"]]',
])('reads nothing of %s', (text) => {
  expect(decodeReadings(text)).toEqual([]);
});

it.each(['no JSON', '[["Jira"]]', '[1]', '[["Jira",1e300]]', '{}'])('reads no products of %s', (text) => {
  const [found] = decodeReadings(`[[4,1000,1,"active"]]\n${text}`);
  expect(found?.facts.status).toBe('active');
  expect(found?.facts.products).toBeUndefined();
});

it('reads the other readings if one cannot be read', () => {
  const found = decodeReadings('[[4,1000,1,2],[1,1000,0,"active"],[2,1000,0,1]]');
  expect(found).toMatchObject([{ source: 'profile', facts: { status: 'active' } }]);
});
