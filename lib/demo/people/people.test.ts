import { afterEach, describe, expect, it } from 'vitest';
import { makePeople } from '#lib/demo/people/people';
import type { PersonKind } from '#lib/demo/people/person';
import { isTooMany } from '#lib/domain/run/next/drift';
import { ask, closeAll, organisationOf } from '#test/documented/asking';

afterEach(closeAll);

const today = Date.UTC(2026, 5, 1);

describe('people', () => {
  it('are the same for the same seed and day, and others for another seed', () => {
    expect(makePeople(1_000, 7, today)).toEqual(makePeople(1_000, 7, today));
    const ids = (seed: number) => makePeople(100, seed, today).map(({ accountId }) => accountId);
    expect(new Set([...ids(7), ...ids(8)]).size).toBe(200);
  });

  it('keep their accounts on another day, and in a larger organisation', () => {
    const ids = (count: number, day: number) =>
      makePeople(count, 7, day)
        .slice(0, 250)
        .map(({ accountId, name, email, status, kind }) => [accountId, name, email, status, kind]);
    expect(ids(250, today + 90 * 86_400_000)).toEqual(ids(250, today));
    expect(ids(10_000, today)).toEqual(ids(250, today));
  });

  it('include only a few that only the call shows as refused, so that the drift breaker stays off', () => {
    for (const seed of [7, 1, 42]) {
      let judged = 0;
      let departed = 0;
      for (const { kind, status } of makePeople(10_000, seed, today)) {
        if (status !== 'active' || kind === 'organisation-admin') continue;
        judged += 1;
        if (kind === 'unverified' || kind === 'entitled') departed += 1;
        expect([seed, judged, isTooMany(judged, departed)]).toEqual([seed, judged, false]);
      }
    }
  });

  it('are somebody of each kind in the smallest organisation, and visibly made up', () => {
    const people = makePeople(250, 7, today);
    const kinds: PersonKind[] = [
      'ordinary',
      'scim',
      'google',
      'organisation-admin',
      'unverified',
      'unmanaged',
      'service-account',
      'export-control',
      'entitled',
    ];
    for (const kind of kinds)
      expect(people.filter((person) => person.kind === kind).length).toBeGreaterThan(0);
    expect(people.every(({ email }) => /@([a-z]+\.)?example\.(com|org|net)$/.test(email))).toBe(true);
    expect(new Set(people.map(({ status }) => status))).toEqual(new Set(['active', 'inactive', 'closed']));
  });

  it.each([250, 10_000, 100_000])(
    '%i of them have an account and an address each, and are served',
    async (count) => {
      const organisation = await organisationOf({ people: count, seed: 11 });
      const people = organisation.people();
      expect(people).toHaveLength(count);
      expect(new Set(people.map(({ accountId }) => accountId)).size).toBe(count);
      expect(new Set(people.map(({ email }) => email)).size).toBe(count);
      const answer = await ask(organisation, `/admin/v1/orgs/${organisation.organisationId}/users`);
      expect(answer.status).toBe(200);
    },
  );
});

it('the same seed makes the same organisation, directory included', async () => {
  const [first, again, other] = await Promise.all([
    organisationOf({ people: 3, seed: 7 }),
    organisationOf({ people: 3, seed: 7 }),
    organisationOf({ people: 3, seed: 8 }),
  ]);
  expect(again.organisationId).toBe(first.organisationId);
  expect(other.organisationId).not.toBe(first.organisationId);
});

it('another edition has the same people, and is another organisation by ID and name', async () => {
  const editions = await Promise.all(
    [1, 2, 3].map((edition) => organisationOf({ people: 250, seed: 7, edition })),
  );
  expect(editions.map(({ organisationName }) => organisationName)).toEqual([
    'Example Org',
    'Example Org 2',
    'Example Org 3',
  ]);
  expect(new Set(editions.map(({ organisationId }) => organisationId)).size).toBe(3);
  const ids = editions.map((each) => each.people().map(({ accountId }) => accountId));
  expect(ids[1]).toEqual(ids[0]);
  expect(ids[2]).toEqual(ids[0]);
});
