import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certainValue, factOf, knownValue } from '#lib/domain/directory/facts';
import { type AccountFacts, type Reading, type Source, sources } from '#lib/domain/directory/reading';

const minute = 60_000;
const read = (source: Source, at: number, facts: AccountFacts): Reading => ({
  source,
  at,
  generation: 0,
  facts,
});

describe('which fact counts', () => {
  it('is the younger one, whichever source it comes from', () => {
    const readings = [
      read('profile', 0, { status: 'active' }),
      read('managed-accounts', minute + 1, { status: 'inactive' }),
    ];
    expect(factOf(readings, 'status')).toEqual({
      state: 'known',
      source: 'managed-accounts',
      at: minute + 1,
      value: 'inactive',
      against: null,
    });
    expect(certainValue(readings, 'status')).toBe('inactive');
  });

  it('is, within a minute, the one of the profile, and the other stands against it', () => {
    const readings = [
      read('managed-accounts', minute, { status: 'active' }),
      read('profile', 0, { status: 'closed' }),
    ];
    expect(factOf(readings, 'status')).toMatchObject({
      source: 'profile',
      value: 'closed',
      against: { source: 'managed-accounts', at: minute, value: 'active' },
    });
    expect(knownValue(readings, 'status')).toBe('closed');
    expect(certainValue(readings, 'status')).toBeUndefined();
  });

  it('takes spellings of the same for no contradiction', () => {
    const readings = [
      read('profile', 0, { status: 'inactive', email: 'Ada@Example.com' }),
      read('users-search', 0, { status: 'closed', email: 'ada@example.com' }),
    ];
    expect(certainValue(readings, 'status')).toBe('inactive');
    expect(certainValue(readings, 'email')).toBe('Ada@Example.com');
  });

  it('lets a source that says nothing of a fact take none away', () => {
    const readings = [
      read('users-search', 0, { organisationAdmin: true }),
      read('managed-accounts', 10 * minute, { status: 'active' }),
    ];
    expect(certainValue(readings, 'organisationAdmin')).toBe(true);
    expect(factOf(readings, 'email')).toEqual({ state: 'never' });
  });

  const readings = fc.uniqueArray(
    fc.record({
      source: fc.constantFrom(...sources),
      at: fc.nat(3 * minute),
      generation: fc.nat(3),
      facts: fc.record(
        { status: fc.constantFrom('active', 'inactive', 'closed', 'odd'), organisationAdmin: fc.boolean() },
        { requiredKeys: [] },
      ),
    }),
    { selector: ({ source }) => source },
  );

  it('does not depend on the order of the readings, and is certain only if nobody disagrees', () => {
    fc.assert(
      fc.property(readings, fc.infiniteStream(fc.nat()), (made, order) => {
        const shuffled = [...made].sort(() => (order.next().value % 2 === 0 ? 1 : -1));
        for (const field of ['status', 'organisationAdmin'] as const) {
          const fact = factOf(made, field);
          expect(factOf(shuffled, field)).toEqual(fact);
          const said = made.filter(({ facts }) => facts[field] !== undefined);
          expect(fact.state).toBe(said.length > 0 ? 'known' : 'never');
          if (fact.state !== 'known') continue;
          const youngest = Math.max(...said.map(({ at }) => at));
          expect(youngest - fact.at).toBeLessThanOrEqual(minute);
          const others = said.filter(({ at }) => youngest - at <= minute);
          const words = new Set(
            others.map(({ facts }) => (facts[field] === 'closed' ? 'inactive' : facts[field])),
          );
          expect(certainValue(made, field) !== undefined).toBe(words.size === 1);
        }
      }),
    );
  });
});
