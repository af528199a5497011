import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { accountPath, ask, closeAll, organisationOf, personOf } from '#test/documented/asking';

afterEach(closeAll);

describe('the ledger', () => {
  it('has every call in the order of its arrival, as it came and as it was understood', async () => {
    const organisation = await organisationOf({ people: 30 });
    const { accountId } = personOf(organisation, 'ordinary');
    const body = '{"message":"so long"}';
    await ask(organisation, accountPath(accountId, '?privileges=profile.read'));
    await ask(organisation, accountPath(accountId, '/lifecycle/disable'), { method: 'POST', body });
    await ask(organisation, '/nowhere%2F');
    const [first, second, third] = organisation.ledger();
    const encoded = encodeURIComponent(accountId);
    expect(first).toMatchObject({
      seq: 1,
      method: 'GET',
      path: `/users/${encoded}/manage`,
      query: 'privileges=profile.read',
      operation: 'manage',
      accountId,
      answered: 200,
      effect: null,
      keyTail: organisation.apiKey.slice(-4),
      inFlight: 1,
      body: '',
    });
    expect(second).toMatchObject({ seq: 2, operation: 'lifecycle.disable', effect: 'deactivated', body });
    expect(third).toMatchObject({ seq: 3, operation: 'unknown', path: '/nowhere%2F', answered: 404 });
  });

  it('takes a path for what gateways take it for, so that a mistake shows', async () => {
    const organisation = await organisationOf({ people: 30 });
    const { accountId } = personOf(organisation, 'ordinary');
    // Sent without fetch, which would resolve the dots itself.
    const path = `/users/${encodeURIComponent(accountId)}/manage/lifecycle/disable/%2e%2e/delete`;
    const headers = { authorization: `Bearer ${organisation.apiKey}` };
    const sent = request(organisation.url, { path, method: 'POST', headers }).end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    response.resume();
    expect(organisation.ledger()[0]?.path).toBe(path);
    expect(organisation.ledger()[0]).toMatchObject({ operation: 'lifecycle.delete', effect: 'deleted' });
  });

  it('is read over HTTP without a key, and reading it leaves no mark', async () => {
    const organisation = await organisationOf({ people: 3 });
    await ask(organisation, '/admin/v1/orgs');
    const answer = await ask(organisation, '/_demo/ledger', { authorization: null });
    expect(answer.body).toEqual({ entries: organisation.ledger() });
    expect(organisation.ledger()).toHaveLength(1);
  });
});
