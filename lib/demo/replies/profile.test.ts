import { afterEach, describe, expect, it } from 'vitest';
import {
  accountPath,
  ask,
  closeAll,
  expectDocumented,
  organisationOf,
  personOf,
} from '#test/documented/asking';

afterEach(closeAll);

describe('setting a profile', () => {
  it('changes the fields that are named, and shows them', async () => {
    const organisation = await organisationOf({ people: 3 });
    const { accountId } = personOf(organisation, 'ordinary');
    const body = { name: 'New Name', extended_profile: { job_title: 'Pilot' } };
    const answer = await ask(organisation, accountPath(accountId, '/profile'), { method: 'PATCH', body });
    expectDocumented('profile.set', answer);
    expect(answer.body).toMatchObject({ account: body });
    const read = await ask(organisation, accountPath(accountId, '/profile'));
    expect(read.body).toEqual(answer.body);
    expect(organisation.ledger().map(({ effect }) => effect)).toEqual(['changed', null]);
  });

  it.each([
    [{ name: 'x'.repeat(101) }, 'name', 'maxLength'],
    [{ nickname: 'x'.repeat(31) }, 'nickname', 'maxLength'],
    [{ name: 'a\u0007b' }, 'name', 'validCharacters'],
  ])('refuses %j with the field and the constraint', async (body, field, key) => {
    const organisation = await organisationOf({ people: 3 });
    const { accountId } = personOf(organisation, 'ordinary');
    const answer = await ask(organisation, accountPath(accountId, '/profile'), { method: 'PATCH', body });
    expectDocumented('profile.set', answer);
    expect(answer).toMatchObject({
      status: 400,
      body: { context: { fieldViolations: [{ field, violations: [{ key }] }] } },
    });
    expect(organisation.ledger().at(-1)?.effect).toBe(null);
  });
});

describe('setting an e-mail address', () => {
  it.each([
    ['somebody@example.org', 204],
    ['somebody@elsewhere.example.net', 403],
    ['nobody', 400],
    ['a b@example.com', 400],
    [`${'x'.repeat(256)}@example.com`, 400],
    [7, 400],
  ])('%j answers %d as documented', async (email, status) => {
    const organisation = await organisationOf({ people: 3 });
    const { accountId } = personOf(organisation, 'ordinary');
    const question = { method: 'PUT', body: { email } };
    const answer = await ask(organisation, accountPath(accountId, '/email'), question);
    expect(answer.status).toBe(status);
    expectDocumented('email.set', answer);
  });
});

it('an API token can be listed, deleted once, and is gone', async () => {
  const organisation = await organisationOf({ people: 60 });
  const path = accountPath(personOf(organisation, 'service-account').accountId, '/api-tokens');
  const listed = await ask(organisation, path);
  expectDocumented('apiTokens', listed);
  const tokens = listed.body as { id: string }[];
  expect(tokens).toHaveLength(2);
  const first = `${path}/${tokens[0]?.id}`;
  const deleted = await ask(organisation, first, { method: 'DELETE' });
  expect(deleted.status).toBe(204);
  expectDocumented('apiTokens.delete', deleted);
  expect((await ask(organisation, path)).body).toEqual(tokens.slice(1));
  expect((await ask(organisation, first, { method: 'DELETE' })).status).toBe(404);
});
