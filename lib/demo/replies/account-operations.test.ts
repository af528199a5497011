import { afterEach, describe, expect, it, test } from 'vitest';
import type { OperationName } from '#lib/demo/operations';
import type { PersonKind } from '#lib/demo/people/person';
import {
  accountPath,
  accountQuestions,
  ask,
  closeAll,
  expectDocumented,
  organisationOf,
  personOf,
} from '#test/documented/asking';

afterEach(closeAll);

type Expected = Partial<Record<OperationName, readonly [status: number, key?: string]>>;

const everybody: Expected = {
  manage: [200],
  profile: [200],
  'profile.set': [200],
  'email.set': [204],
  apiTokens: [200],
  'apiTokens.delete': [404, 'notFound'],
  'lifecycle.disable': [204],
  'lifecycle.enable': [204],
  'lifecycle.delete': [200],
  'lifecycle.cancel-delete': [404, 'notFound'],
};

const lifecycleAll = (status: number, key: string): Expected => ({
  'lifecycle.disable': [status, key],
  'lifecycle.enable': [status, key],
  'lifecycle.delete': [status, key],
  'lifecycle.cancel-delete': [status, key],
});
const elsewhere: Expected = {
  ...lifecycleAll(403, 'forbidden.action'),
  'profile.set': [403, 'forbidden.fieldMutation'],
  'email.set': [403, 'forbidden.action'],
};
const nothing: Expected = Object.fromEntries(accountQuestions.map(([name]) => [name, [403, 'forbidden']]));

/** The answers of each operation for a person of each kind, if they differ from the usual ones. */
const differs: Record<PersonKind, Expected> = {
  ordinary: {},
  'organisation-admin': {},
  'service-account': {},
  app: {},
  scim: elsewhere,
  google: elsewhere,
  unverified: lifecycleAll(403, 'forbidden.targetUnverified'),
  unmanaged: nothing,
  'export-control': lifecycleAll(403, 'forbidden.action'),
  entitled: {
    'lifecycle.disable': [409, 'conflict.lifecycleErrors'],
    'lifecycle.delete': [409, 'conflict.lifecycleErrors'],
  },
};

describe.each(Object.entries(differs))('about a person who is %s', (kind, different) => {
  it.each(accountQuestions)('%s answers as documented', async (operation, method, rest, body) => {
    const organisation = await organisationOf({ people: 60 });
    const person = personOf(organisation, kind as PersonKind);
    const answer = await ask(organisation, accountPath(person.accountId, rest), { method, body });
    const [status, key] = different[operation] ?? everybody[operation] ?? [];
    expect([answer.status, keyOf(answer.body)]).toEqual([status, key]);
    expectDocumented(operation, answer);
  });
});

test.each(accountQuestions)('%s of an account that is nobody’s is not found', async (...asked) => {
  const [operation, method, rest, body] = asked;
  const organisation = await organisationOf({ people: 1 });
  const answer = await ask(organisation, accountPath('712020:nobody', rest), { method, body });
  expect([answer.status, answer.body]).toEqual([
    404,
    {
      key: 'accountNotFound',
      errorKey: 'account-not-found',
      errorDetail: 'Error: User account not found',
    },
  ]);
  expectDocumented(operation, answer);
});

describe('refusals come in the words that were seen', () => {
  const google = { allowed: false, reason: { key: 'externalDirectory.google' } };
  const unverified = 'Error: Cannot perform action on unverified account';
  it.each([
    [
      'unmanaged',
      {
        key: 'forbidden',
        errorKey: 'forbidden',
        errorDetail: 'Error: Caller must be a verified org admin of targeted account',
      },
    ],
    [
      'unverified',
      {
        key: 'forbidden.targetUnverified',
        context: unverified,
        errorKey: 'forbidden.target-unverified',
        errorDetail: unverified,
      },
    ],
    [
      'google',
      { key: 'forbidden.action', context: google, errorKey: 'forbidden.action', errorDetail: google },
    ],
  ] as const)('about a person who is %s', async (kind, body) => {
    const organisation = await organisationOf({ people: 60 });
    const path = accountPath(personOf(organisation, kind).accountId, '/lifecycle/disable');
    const answer = await ask(organisation, path, { method: 'POST', body: {} });
    expect(answer).toMatchObject({ status: 403, body });
  });
});

describe('the content type', () => {
  it.each([
    ['lifecycle.disable', 'POST', '/lifecycle/disable'],
    ['profile.set', 'PATCH', '/profile'],
    ['email.set', 'PUT', '/email'],
  ])('%s without one is 415, with a body or without', async (_operation, method, rest) => {
    const organisation = await organisationOf({ people: 3 });
    const path = accountPath(personOf(organisation, 'ordinary').accountId, rest);
    for (const question of [
      {},
      { body: '{}', contentType: null },
      { body: 'a=b', contentType: 'text/plain' },
    ]) {
      const answer = await ask(organisation, path, { method, ...question });
      expect(answer.status).toBe(415);
    }
    expect(organisation.ledger().every((entry) => entry.effect === null)).toBe(true);
  });

  it('may name a character set', async () => {
    const organisation = await organisationOf({ people: 3 });
    const path = accountPath(personOf(organisation, 'ordinary').accountId, '/lifecycle/disable');
    const contentType = 'application/json; charset=utf-8';
    expect(await ask(organisation, path, { method: 'POST', body: '{}', contentType })).toMatchObject({
      status: 204,
    });
  });

  it('of an enabling without a body does not matter', async () => {
    const organisation = await organisationOf({ people: 3 });
    const path = accountPath(personOf(organisation, 'ordinary').accountId, '/lifecycle/enable');
    expect((await ask(organisation, path, { method: 'POST' })).status).toBe(204);
  });
});

it.each(['', '{', '[]', '"text"', 'null'])('a deactivation with the body %j is 400', async (body) => {
  const organisation = await organisationOf({ people: 3 });
  const path = accountPath(personOf(organisation, 'ordinary').accountId, '/lifecycle/disable');
  const answer = await ask(organisation, path, { method: 'POST', body });
  expect(answer).toMatchObject({ status: 400, body: { key: 'bodyParseFailure' } });
});

it('privileges are all of them, or those that are asked for', async () => {
  const organisation = await organisationOf({ people: 60 });
  const path = accountPath(personOf(organisation, 'scim').accountId);
  const all = await ask(organisation, path);
  expect(Object.keys(all.body as object)).toHaveLength(8);
  const scim = { allowed: false, reason: { key: 'externalDirectory.scim' } };
  const one = await ask(organisation, `${path}?privileges=lifecycle.enablement`);
  expect(one.body).toEqual({ 'lifecycle.enablement': scim });
  const two = await ask(organisation, `${path}?privileges=lifecycle.enablement&privileges=profile.read`);
  expect(two.body).toEqual({ 'profile.read': { allowed: true }, 'lifecycle.enablement': scim });
});

it('an odd path of an account is not found, and does nothing', async () => {
  const organisation = await organisationOf({ people: 3 });
  const { accountId } = personOf(organisation, 'ordinary');
  const paths = ['/lifecycle/remove', '/lifecycle', '/lifecycle/disable/', '/profile/x', '/%zz'];
  for (const rest of paths) {
    const answer = await ask(organisation, accountPath(accountId, rest), { method: 'POST', body: {} });
    expect([rest, answer.status, answer.body]).toEqual([rest, 404, { key: 'notFound' }]);
  }
});

function keyOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'key' in body ? body.key : undefined;
}
