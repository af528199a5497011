import { afterEach, describe, expect, test } from 'vitest';
import { createAtlassianClient } from '#lib/adapters/atlassian/atlassian-client';
import { accountId, ada, clientOf, closeAll, sampleKey, serverOf } from '#test/atlassian/client';
import { json } from '#test/atlassian/server';

afterEach(closeAll);

const encoded = '712020%3A978521a6-0000-4000-8000-00000000ada0';

describe('what is sent', () => {
  test('disable is a POST of JSON with the message, or of {}', async () => {
    const server = await serverOf((_, response) => response.writeHead(204).end());
    const client = clientOf(server.url);
    expect(await client.disable(ada, null)).toMatchObject({ ok: true, value: null, status: 204 });
    await client.disable(ada, 'Left the “company” – 23/11');
    expect(server.received.map((one) => [one.method, one.url, one.body])).toEqual([
      ['POST', `/users/${encoded}/manage/lifecycle/disable`, '{}'],
      ['POST', `/users/${encoded}/manage/lifecycle/disable`, '{"message":"Left the “company” – 23/11"}'],
    ]);
    expect(server.received[0]?.headers).toMatchObject({
      authorization: `Bearer ${sampleKey}`,
      'content-type': 'application/json',
      'content-length': '2',
      accept: 'application/json',
      'user-agent': 'Lockstep/1.2.3',
    });
  });

  test('enable is a POST too', async () => {
    const server = await serverOf((_, response) => response.writeHead(204).end());
    expect(await clientOf(server.url).enable(ada)).toMatchObject({ ok: true });
    expect(server.received[0]).toMatchObject({
      method: 'POST',
      url: `/users/${encoded}/manage/lifecycle/enable`,
      body: '{}',
    });
  });

  test('a read has no body and no content type', async () => {
    const server = await serverOf((_, response) => json(response, 404, { key: 'accountNotFound' }));
    await clientOf(server.url).profile(ada);
    expect(server.received[0]).toMatchObject({
      method: 'GET',
      url: `/users/${encoded}/manage/profile`,
      body: '',
    });
    expect(server.received[0]?.headers).not.toHaveProperty('content-type');
  });

  test('a protected user and a hostile account ID are never sent', async () => {
    const server = await serverOf((_, response) => response.writeHead(204).end());
    const client = clientOf(server.url, {
      mayWrite: (id) => (id === ada ? 'Ada Example is protected.' : null),
    });
    expect(await client.disable(ada, null)).toMatchObject({ ok: false, fault: { code: 'unsendable' } });
    const forged = 'x/manage/lifecycle/delete?' as typeof ada;
    expect(await client.disable(forged, null)).toMatchObject({ ok: false, fault: { code: 'unsendable' } });
    expect(server.connections()).toBe(0);
  });

  test.each(['http://api.example.com', 'https://api.example.com/gateway'])(
    '%s is refused at once',
    (baseUrl) => {
      const options = { baseUrl, key: sampleKey, product: { name: 'Lockstep', version: '1' } };
      expect(() => createAtlassianClient({ ...options, mayWrite: () => null })).toThrow(/https/);
    },
  );
});

describe('what is understood', () => {
  test('a profile, its status in lower case, unknown fields and missing ones', async () => {
    const account = { account_id: ada, account_status: 'Inactive', name: 'Ada Example', new_field: { a: 1 } };
    const server = await serverOf((_, response) => json(response, 200, { account, extra: true }));
    expect(await clientOf(server.url).profile(ada)).toMatchObject({
      ok: true,
      value: { accountId: ada, status: 'inactive', name: 'Ada Example', email: null },
      status: 200,
      tookMs: expect.any(Number),
    });
  });

  test('a profile of someone else settles nothing', async () => {
    const account = { account_id: 'someone-else', account_status: 'inactive' };
    const server = await serverOf((_, response) => json(response, 200, { account }));
    expect(await clientOf(server.url).profile(ada)).toMatchObject({
      ok: false,
      fault: { code: 'other-account', owner: 'user', effect: 'none' },
    });
  });

  test.each([
    ['a web page', 'text/html', '<!doctype html><title>Sign in</title>', 'network'],
    ['something else', 'application/json', '{"account":{}}', 'atlassian'],
    ['half of an answer', 'application/json', '{"account":', 'atlassian'],
    ['nothing', 'application/json', '', 'atlassian'],
  ])('%s in place of a profile is unreadable', async (_, type, body, owner) => {
    const server = await serverOf((_request, response) =>
      response.writeHead(200, { 'content-type': type }).end(body),
    );
    const answer = await clientOf(server.url).profile(ada);
    expect(answer).toMatchObject({
      ok: false,
      fault: { code: 'unreadable', owner, effect: 'none', repeatable: true },
    });
  });

  test.each([
    [
      { 'lifecycle.enablement': { allowed: true }, 'apiToken.create': { allowed: true } },
      { allowed: true, reason: null },
    ],
    [
      { 'lifecycle.enablement': { allowed: false, reason: { key: 'externalDirectory.scim' } } },
      { allowed: false, reason: 'externalDirectory.scim' },
    ],
    [{ 'profile.read': { allowed: true } }, null],
  ])('permissions %j', async (body, enablement) => {
    const server = await serverOf((_, response) => json(response, 200, body));
    expect(await clientOf(server.url).permissions(ada)).toMatchObject({ ok: true, value: { enablement } });
    expect(server.received[0]?.url).toBe(`/users/${encoded}/manage?privileges=lifecycle.enablement`);
  });

  test('API tokens', async () => {
    const token = { id: 't1', label: 'backup', createdAt: '2026-01-01', more: 1 };
    const server = await serverOf((_, response) => json(response, 200, [token]));
    expect(await clientOf(server.url).apiTokens(ada)).toMatchObject({
      value: [{ id: 't1', label: 'backup', createdAt: '2026-01-01', expiry: null, lastAccess: null }],
    });
  });

  test('the detail of a refusal does not hold the key', async () => {
    const server = await serverOf((request, response) =>
      json(response, 403, { key: 'forbidden', errorDetail: `got ${request.headers.authorization}` }),
    );
    const answer = await clientOf(server.url).disable(ada, null);
    expect(answer).toMatchObject({ ok: false, fault: { detail: 'got Bearer •••' } });
    expect(JSON.stringify(answer)).not.toContain(sampleKey);
  });
});

describe('whether a key may manage accounts', () => {
  const users = [
    { account_id: 'app-1', account_type: 'app', account_status: 'active', name: 'App' },
    { account_id: 'old-1', account_type: 'atlassian', account_status: 'closed', name: 'Ben Sample' },
    { account_id: ada, account_type: 'atlassian', account_status: 'active', name: 'Ada Example' },
  ];
  const probe = async (list: [number, unknown], manage: [number, unknown]) => {
    const server = await serverOf((request, response) =>
      json(response, ...(request.url.startsWith('/admin/') ? list : manage)),
    );
    const answer = await clientOf(server.url).probe('org-1');
    return { answer, urls: server.received.map((one) => one.url) };
  };

  test('a key that gets an answer about a managed account is usable', async () => {
    const { answer, urls } = await probe(
      [200, { data: users, links: { next: 'https://example.net/?cursor=x' } }],
      [200, {}],
    );
    expect(answer).toMatchObject({ ok: true, value: 'usable' });
    expect(urls).toEqual([
      '/admin/v1/orgs/org-1/users',
      `/users/${encoded}/manage?privileges=lifecycle.enablement`,
    ]);
  });

  test.each([
    ['managed', 'usable'],
    ['unmanaged', 'unknown'],
    [undefined, 'unknown'],
  ])(
    'where the v1 list is gone, an account that the search calls %s makes it %s',
    async (claimStatus, is) => {
      const found = { accountId: ada, accountType: 'atlassian', accountStatus: 'active', claimStatus };
      const server = await serverOf((request, response) => {
        if (request.url.endsWith('/users/search')) json(response, 200, { data: [found] });
        else if (request.url.startsWith('/admin/')) json(response, 404, {});
        else json(response, 200, {});
      });
      expect(await clientOf(server.url).probe('org-1')).toMatchObject({ ok: true, value: is });
      expect(server.received.map((one) => one.url)).toEqual([
        '/admin/v1/orgs/org-1/users',
        '/admin/v2/orgs/org-1/directories/-/users/search',
        ...(is === 'usable' ? [`/users/${encoded}/manage?privileges=lifecycle.enablement`] : []),
      ]);
      expect(JSON.parse(server.received[1]?.body ?? '')).toEqual({
        claimStatus: 'managed',
        accountStatus: ['active'],
        limit: 1,
      });
    },
  );

  test.each<[string, [number, unknown], [number, unknown], object]>([
    ['no account', [200, { data: [] }], [500, {}], { ok: true, value: 'unknown' }],
    ['no such list', [404, {}], [500, {}], { ok: true, value: 'unknown' }],
    ['a list that is gone', [410, {}], [500, {}], { ok: true, value: 'unknown' }],
    [
      'an account that is gone',
      [200, { data: users }],
      [404, { key: 'accountNotFound' }],
      { ok: true, value: 'unknown' },
    ],
    [
      'a wrong key',
      [401, { code: 401, message: 'Unauthorized' }],
      [500, {}],
      { ok: false, fault: { code: 'key-invalid' } },
    ],
    [
      'a key with scopes',
      [200, { data: users }],
      [401, { errors: [{ code: 'ADMIN-401-2' }] }],
      { ok: false, fault: { code: 'key-scoped', owner: 'key' } },
    ],
    [
      'a refusal of what was just listed',
      [200, { data: users }],
      [403, { key: 'forbidden' }],
      {
        ok: false,
        fault: { code: 'key-forbidden', owner: 'key', hint: expect.stringContaining('without scopes') },
      },
    ],
    [
      'a server in trouble',
      [200, { data: users }],
      [503, {}],
      { ok: false, fault: { code: 'server-error' } },
    ],
  ])('%s is told apart', async (_, list, manage, expected) => {
    expect((await probe(list, manage)).answer).toMatchObject(expected);
  });
});

test('account IDs of every shape arrive whole', async () => {
  const server = await serverOf((_, response) => response.writeHead(204).end());
  const client = clientOf(server.url);
  const ids = ['5b10ac8d82e05b22cc7d4ef5', 'qm:a|b_c-d:1', 'a'.repeat(128)].map(accountId);
  for (const id of ids) await client.disable(id, null);
  expect(server.received.map((one) => decodeURIComponent(one.url))).toEqual(
    ids.map((id) => `/users/${id}/manage/lifecycle/disable`),
  );
});
