import { expect, it } from 'vitest';
import { contradictionsOf, contradictionText } from '#lib/domain/directory/contradictions';
import type { AccountFacts, Reading, Source } from '#lib/domain/directory/reading';

const read = (source: Source, at: number, facts: AccountFacts): Reading => ({
  source,
  at,
  generation: 1,
  facts,
});

it('finds the facts that two sources tell differently within a minute, each with both statements', () => {
  const found = contradictionsOf([
    read('managed-accounts', 0, { status: 'active', email: 'ada@example.com', name: 'Ada', billable: true }),
    read('users-search', 60_000, {
      status: 'closed',
      email: 'Ada@Example.com',
      name: 'Eve',
      billable: false,
    }),
    read('users-question', 60_000, { organisationAdmin: true }),
    read('profile', 60_000, { organisationAdmin: false }),
  ]);
  expect(found.map(contradictionText)).toEqual([
    'Status: “closed” by the list of the search, “active” by the list of managed accounts',
    'Organisation admin: “no” by the profile, “yes” by a search',
  ]);
  expect(found[0]?.said.map(({ at }) => at)).toEqual([60_000, 0]);
});

it.each([
  [
    'are further apart',
    [read('profile', 0, { status: 'active' }), read('manage', 60_001, { status: 'closed' })],
  ],
  ['mean the same', [read('profile', 0, { status: 'inactive' }), read('manage', 0, { status: 'closed' })]],
  [
    'tell different facts',
    [read('profile', 0, { status: 'active' }), read('manage', 0, { claim: 'managed' })],
  ],
  ['are one', [read('profile', 0, { status: 'active' })]],
  ['are none', []],
])('are none if the statements %s', (_, readings) => {
  expect(contradictionsOf(readings)).toEqual([]);
});
