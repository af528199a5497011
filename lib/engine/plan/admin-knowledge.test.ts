/** Tests what counts as knowledge of the organisation admins. */
import { expect, it } from 'vitest';
import { noFacts } from '#lib/domain/directory/organisation-facts';
import { atOnce } from '#lib/domain/text/pieces';
import { adminsOf } from '#lib/engine/plan/admin-knowledge';
import type { ToJudge } from '#lib/engine/plan/to-judge';

const person = (accountId: string) => ({ accountId, name: accountId, email: '' });

/** A plan with `a` and `b`, while Atlassian has named one admin and, without that role, somebody else. */
const knowledgeWith = (mayBe: string) =>
  atOnce(
    adminsOf({
      candidates: ['a', 'b'].map((id) => ({ ...person(id), row: null })),
      file: null,
      organisation: {
        ...noFacts,
        admins: { state: 'known', at: 1, value: [{ ...person('admin'), active: true }] },
        mayBeAdmins: [person(mayBe)],
      },
      history: { lastRuns: () => new Map() },
      knowledge: { allReadings: new Map() },
      now: 1,
    } as unknown as ToJudge),
  );

it('asks where a user of the plan may be an admin, and still counts those who are', () => {
  const { known, people, why } = knowledgeWith('B');
  expect(known).toBeNull();
  expect(people).toMatchObject([{ accountId: 'admin' }]);
  expect(why).toBe(
    'Asked for the organisation admins, Atlassian named one of these users too, but not with that role.',
  );
});

it('does not ask where only somebody else may be one', () => {
  expect(knowledgeWith('c').known).toEqual({ by: 'organisation', at: 1 });
});
