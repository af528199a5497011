import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AccountAfterRun, isActiveAfterRun, readingsAfterRun } from '#lib/domain/directory/after-run';
import { contradictionsOf, contradictionText } from '#lib/domain/directory/contradictions';
import { certainValue, factOf, sameMomentMs } from '#lib/domain/directory/facts';
import { listsLagMs } from '#lib/domain/directory/freshness';
import type { Reading, Source } from '#lib/domain/directory/reading';

const endedAt = 10_000_000;
const left: AccountAfterRun = { number: 3, endedAt, leftActive: false };
const restored: AccountAfterRun = { ...left, leftActive: true };

/** A reading of the status by a source, this many ms after the end of the run. */
const said = (status: string, after: number, source: Source = 'managed-accounts'): Reading => ({
  source,
  at: endedAt + after,
  generation: 1,
  facts: { status, products: [{ name: 'Jira', lastActive: null }] },
});
const still = (readings: readonly Reading[], word = left) => readingsAfterRun(readings, word);
const status = (readings: readonly Reading[], word = left) => certainValue(still(readings, word), 'status');

describe('what lists say of an account after a run', () => {
  it('does not count where it was said before the end of the run', () => {
    expect(still([said('active', 0), said('active', -5, 'profile')])).toEqual([]);
  });

  it.each(['managed-accounts', 'users-search', 'users-question', 'service-accounts'] as const)(
    'contradicts the run as long as %s may lag, and counts afterwards',
    (source) => {
      const early = still([said('active', listsLagMs - 1, source)]);
      expect(factOf(early, 'status')).toMatchObject({
        source: 'run',
        run: 3,
        at: endedAt,
        value: 'inactive',
        against: { source, value: 'active' },
      });
      expect(status([said('active', listsLagMs, source)])).toBe('active');
    },
  );

  it('contradicts a run that has restored the account, too', () => {
    expect(status([said('inactive', 30_000)], restored)).toBeUndefined();
    expect(status([said('active', 30_000)], restored)).toBe('active');
  });

  it('counts where it agrees with the run, and where the run does not say what it left', () => {
    expect(status([said('closed', 30_000)])).toBe('closed');
    expect(status([said('active', 30_000)], { ...left, leftActive: null })).toBe('active');
    expect(status([said('suspended', 30_000)])).toBe('suspended');
  });

  it('is shown beside the word of the run', () => {
    const [contradiction] = contradictionsOf(still([said('active', 300_000)]));
    expect(contradiction && contradictionText(contradiction)).toBe(
      'Status: “inactive” by run 3, “active” by the list of managed accounts',
    );
  });
});

describe('the profile after a run', () => {
  it('settles what lists have said before it, either way', () => {
    const lists = [said('active', 30_000), said('active', 31_000, 'users-search')];
    expect(status([...lists, said('inactive', 35_000, 'profile')])).toBe('inactive');
    expect(status([...lists, said('active', 90_000, 'profile')])).toBe('active');
    expect(still([...lists, said('inactive', 35_000, 'profile')])[0]?.facts.products).toHaveLength(1);
  });

  it('contradicts the run where it departs within a minute: it may lag, but not as long', () => {
    expect(status([said('active', sameMomentMs, 'profile')])).toBeUndefined();
    expect(status([said('active', sameMomentMs + 1, 'profile')])).toBe('active');
  });

  it('does not settle what a list says later, while the list may lag', () => {
    const readings = [said('inactive', 30_000, 'profile'), said('active', 200_000)];
    expect(status(readings)).toBeUndefined();
    expect(status([said('active', 90_000, 'profile'), said('active', 200_000)])).toBe('active');
  });
});

const anyReading = fc
  .record({
    source: fc.constantFrom<Source>('profile', 'users-search', 'managed-accounts', 'users-question'),
    after: fc.integer({ min: -100_000, max: listsLagMs - 1 }),
    status: fc.constantFrom('active', 'inactive', 'closed'),
  })
  .map((each) => said(each.status, each.after, each.source));

it('is certainly active after a deactivation only if the last profile says so, while lists may lag', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyReading, { selector: ({ source }) => source }), (readings) => {
      const profile = readings.find(({ source, at }) => source === 'profile' && at > endedAt + sameMomentMs);
      if (status(readings) === 'active') expect(profile?.facts.status).toBe('active');
    }),
  );
});

describe('whether an account is active after a run', () => {
  const isActive = (listed: Reading, word?: AccountAfterRun, others: Reading[] = []) =>
    isActiveAfterRun(listed, [listed, ...others], word);

  it('follows the list, the run where the list is older or may lag, and a profile', () => {
    expect(isActive(said('active', 5))).toBe(true);
    expect(isActive(said('active', -5), left)).toBe(false);
    expect(isActive(said('active', -5), { ...left, leftActive: null })).toBeNull();
    expect(isActive(said('active', 5), left)).toBe(false);
    expect(isActive(said('inactive', 5), restored)).toBe(true);
    expect(isActive(said('active', 5), left, [said('active', 90_000, 'profile')])).toBe(true);
    expect(isActive(said('active', listsLagMs), left)).toBe(true);
  });
});
