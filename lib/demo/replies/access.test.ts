import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scopeFields } from '#lib/demo/faults/faults';
import { replacedKey } from '#lib/demo/organisation/keys';
import type { DemoOrganisation } from '#lib/demo/server';
import {
  accountPath,
  accountQuestions,
  ask,
  closeAll,
  expectDocumented,
  organisationOf,
  organisationQuestions,
  personOf,
  type QuestionOf,
} from '#test/documented/asking';

let organisation: DemoOrganisation;
beforeAll(async () => {
  organisation = await organisationOf({ people: 60 });
});
afterAll(closeAll);

const headers: [string, () => string | null][] = [
  ['nothing', () => null],
  ['a wrong key', () => `Bearer ${organisation.keys.wrong}`],
  ['an expired key', () => `Bearer ${organisation.keys.expired}`],
  ['a personal API token', () => `Bearer ${organisation.keys.userToken}`],
  ['the right key without the word Bearer', () => organisation.apiKey],
  ['the right key as a password', () => `Basic ${btoa(`olive.operator@example.com:${organisation.apiKey}`)}`],
  ['the right key in lower case', () => `Bearer ${organisation.apiKey.toLowerCase()}`],
];

/** Every operation, on a person who could be changed. */
function questions(): QuestionOf[] {
  const { accountId } = personOf(organisation, 'ordinary');
  return [
    ...accountQuestions.map(
      ([operation, method, rest, body]): QuestionOf => [
        operation,
        method,
        accountPath(accountId, rest),
        body,
      ],
    ),
    ...organisationQuestions(organisation.organisationId, accountId),
  ];
}

describe.each(headers)('with %s', (_title, authorization) => {
  it('every operation answers 401 as documented, and nothing changes', async () => {
    for (const [operation, method, path, body] of questions()) {
      const answer = await ask(organisation, path, { method, body, authorization: authorization() });
      expect([operation, answer.status]).toEqual([operation, 401]);
      expectDocumented(operation, answer);
      expect(organisation.ledger().at(-1)).toMatchObject({ operation, answered: 401, effect: null });
    }
  });
});

it('takes a second valid key, and the ledger says which one asked', async () => {
  for (const key of [organisation.apiKey, replacedKey]) {
    const path = accountPath(personOf(organisation, 'ordinary').accountId, '/profile');
    const answer = await ask(organisation, path, { authorization: `Bearer ${key}` });
    expect(answer.status).toBe(200);
    expect(organisation.ledger().at(-1)?.keyTail).toBe(key.slice(-4));
  }
});

describe('with a key that has scopes', () => {
  const scoped = () => `Bearer ${organisation.keys.scoped}`;

  it('the organisations API answers, and the user management API refuses with 403, or with 401 where so switched', async () => {
    for (const [operation, method, path, body] of questions()) {
      organisation.setFaults({ scopedKeyAnswer: 'key' });
      const answer = await ask(organisation, path, { method, body, authorization: scoped() });
      const aboutAccounts = path.startsWith('/users/');
      // The document lacks this refusal, but it was seen [LIVE].
      if (!aboutAccounts) expectDocumented(operation, answer);
      expect([operation, answer.status]).toEqual([operation, aboutAccounts ? 403 : 200]);
      if (operation === 'orgs') expect(answer.body).toMatchObject({ data: [] });
      if (!aboutAccounts) continue;
      for (const field of scopeFields) {
        organisation.setFaults({ scopedKeyAnswer: field });
        const said = await ask(organisation, path, { method, body, authorization: scoped() });
        expect([said.status, JSON.stringify(said.body)]).toEqual([
          403,
          expect.stringContaining('forbidden.insufficientScope'),
        ]);
      }
      organisation.setFaults({ scopedKeyAnswer: '401' });
      const other = await ask(organisation, path, { method, body, authorization: scoped() });
      expect(other).toMatchObject({ status: 401, body: { errors: [{ code: 'ADMIN-401-2' }] } });
    }
    expect(organisation.ledger().every(({ effect }) => effect === null)).toBe(true);
  });
});

it('a refused key may be refused in the words of the gateway', async () => {
  const fresh = await organisationOf({ people: 3, faults: { refusedKeyAnswer: 'gateway' } });
  const path = accountPath(personOf(fresh, 'ordinary').accountId, '/lifecycle/disable');
  const answer = await ask(fresh, path, { method: 'POST', body: {}, authorization: null });
  expect(answer).toMatchObject({ status: 401, body: { code: 401, message: 'Unauthorized' } });
});

it('the ledger keeps the last four characters of a key, and of no header more', async () => {
  const fresh = await organisationOf({ people: 3 });
  for (const authorization of [`Bearer ${fresh.apiKey}`, 'Bearer short', fresh.apiKey, null]) {
    await ask(fresh, '/admin/v1/orgs', { authorization });
  }
  expect(fresh.ledger().map(({ keyTail }) => keyTail)).toEqual([fresh.apiKey.slice(-4), '', '', '']);
  expect(JSON.stringify(fresh.ledger())).not.toContain(fresh.apiKey.slice(0, 20));
});
