import { afterEach, describe, expect, test } from 'vitest';
import { ada, clientOf, closeAll, sampleKey, serverOf } from '#test/atlassian/client';
import { json } from '#test/atlassian/server';

afterEach(closeAll);

async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const page of pages) found.push(page);
  return found;
}

const organisation = (id: string, name?: string) => ({ id, type: 'orgs', attributes: { name } });

describe('organisations', () => {
  test('are read over all pages', async () => {
    const server = await serverOf((request, response) => {
      const next = `http://${request.headers.host}/admin/v1/orgs?cursor=p2%3D&limit=1`;
      if (request.url === '/admin/v1/orgs')
        json(response, 200, { data: [organisation('o1', 'One')], links: { next } });
      else json(response, 200, { data: [organisation('o2')], links: {} });
    });
    expect(await clientOf(server.url).organisations()).toMatchObject({
      ok: true,
      value: [
        { id: 'o1', name: 'One' },
        { id: 'o2', name: 'o2' },
      ],
    });
    expect(server.received.map((one) => one.url)).toEqual(['/admin/v1/orgs', '/admin/v1/orgs?cursor=p2%3D']);
  });

  test('named after the key are known by the rest of their name', async () => {
    const hex = Buffer.from(sampleKey).toString('hex');
    const server = await serverOf((_, response) =>
      json(response, 200, {
        data: [
          organisation('o1', `One ${sampleKey}`),
          organisation('o2', `Two ${hex}`),
          organisation('o3', 'Three'),
        ],
      }),
    );
    expect(await clientOf(server.url).organisations()).toMatchObject({
      value: [
        { id: 'o1', name: 'One •••' },
        { id: 'o2', name: 'Two •••' },
        { id: 'o3', name: 'Three' },
      ],
    });
  });

  test('on a next page at another origin are not read, and the key does not go there', async () => {
    const other = await serverOf((_, response) => json(response, 200, { data: [] }));
    const server = await serverOf((_, response) =>
      json(response, 200, { data: [], links: { next: `${other.url}/admin/v1/orgs?cursor=x` } }),
    );
    const answer = await clientOf(server.url).organisations();
    expect(answer).toMatchObject({
      ok: false,
      fault: { code: 'unreadable', effect: 'none', repeatable: false },
    });
    expect(other.connections()).toBe(0);
    expect(server.received).toHaveLength(1);
  });

  test('that lead back to a page read before do not go round for ever', async () => {
    const server = await serverOf((_, response) =>
      json(response, 200, { data: [organisation('o1')], links: { next: '/admin/v1/orgs?cursor=same' } }),
    );
    expect(await clientOf(server.url).organisations()).toMatchObject({
      ok: false,
      fault: { code: 'unreadable' },
    });
    expect(server.received).toHaveLength(2);
  });
});

describe('managed accounts', () => {
  test('come page by page, with what is missing as null', async () => {
    const user = {
      account_id: ada,
      account_type: 'atlassian',
      account_status: 'active',
      name: 'Ada Example',
      last_active: '2023-08-01T15:19:32.354230769Z',
      access_billable: true,
      product_access: [
        { key: 'confluence', name: 'Confluence', url: 'site.example.com' },
        { key: 'jira-software', last_active: '2026-01-02T03:04:05Z' },
        { broken: 1 },
      ],
    };
    const server = await serverOf((request, response) => {
      if (request.url.includes('cursor')) json(response, 200, { data: [{ account_id: 'b' }] });
      else
        json(response, 200, {
          data: [user],
          meta: { total: 2 },
          links: { next: `${server.url}/admin/v1/orgs/org-1/users?cursor=2` },
        });
    });
    expect(await all(clientOf(server.url).managedAccounts('org-1'))).toMatchObject([
      {
        ok: true,
        value: {
          total: 2,
          accounts: [
            {
              accountId: ada,
              type: 'atlassian',
              status: 'active',
              email: null,
              billable: true,
              lastActive: '2023-08-01T15:19:32.354230769Z',
              products: [
                { key: 'confluence', name: 'Confluence', url: 'site.example.com', lastActive: null },
                { key: 'jira-software', name: null, url: null, lastActive: '2026-01-02T03:04:05Z' },
              ],
            },
          ],
        },
      },
      {
        ok: true,
        value: {
          total: null,
          accounts: [{ accountId: 'b', type: null, status: null, billable: null, products: [] }],
        },
      },
    ]);
  });

  test('end with the first fault', async () => {
    const server = await serverOf((request, response) => {
      if (request.url.includes('cursor'))
        json(response, 429, { code: 429, message: 'Slow down' }, { 'retry-after': '2' });
      else json(response, 200, { data: [], links: { next: '/admin/v1/orgs/org-1/users?cursor=2' } });
    });
    expect(await all(clientOf(server.url).managedAccounts('org-1'))).toMatchObject([
      { ok: true },
      { ok: false, fault: { code: 'rate-limited', waitMs: 2_000 } },
    ]);
  });

  test('of another organisation on the same host are not followed', async () => {
    const server = await serverOf((_, response) =>
      json(response, 200, { data: [], links: { next: `${server.url}/admin/v1/orgs/org-2/users?cursor=x` } }),
    );
    const pages = await all(clientOf(server.url).managedAccounts('org-1'));
    expect(pages.map((page) => page.ok)).toEqual([true, false]);
    expect(server.received).toHaveLength(1);
  });

  test.each(['..', 'a/b', '', 'org 1'])('of the organisation %j are not asked for', async (id) => {
    const server = await serverOf((_, response) => json(response, 200, { data: [] }));
    const pages = await all(clientOf(server.url).managedAccounts(id));
    expect(pages).toMatchObject([{ ok: false, fault: { code: 'unsendable' } }]);
    expect(server.connections()).toBe(0);
  });
});

describe('the directory', () => {
  test('is searched page by page with an opaque cursor in the body', async () => {
    const person = { accountId: ada, status: 'active', managementSource: 'SYNCED' };
    const server = await serverOf((request, response) => {
      const more = JSON.parse(request.body).cursor === undefined;
      json(response, 200, { data: [person], links: more ? { next: 'https://opaque/?&=' } : {} });
    });
    const query = { roleIds: ['atlassian/org-admin'], limit: 100 };
    const pages = await all(clientOf(server.url).searchUsers('org-1', '-', query));
    expect(pages).toHaveLength(2);
    expect(pages).toMatchObject([
      { ok: true, value: { users: [{ accountId: ada }], next: 'https://opaque/?&=' } },
      { ok: true, value: { users: [{ managementSource: 'synced', email: null }], next: null } },
    ]);
    expect(server.received.map((one) => [one.method, one.url, JSON.parse(one.body)])).toEqual([
      ['POST', '/admin/v2/orgs/org-1/directories/-/users/search', query],
      ['POST', '/admin/v2/orgs/org-1/directories/-/users/search', { ...query, cursor: 'https://opaque/?&=' }],
    ]);
  });

  test('says of a user what was requested, and what is missing as null', async () => {
    const person = {
      accountId: ada,
      accountType: 'atlassian',
      accountStatus: 'active',
      status: 'for_deletion',
      claimStatus: 'managed',
      name: 'Ada Example',
      email: 'ada@example.com',
      platformRoles: ['atlassian/org-admin', 7],
      groups: [{ id: 'g1', name: 'Team', description: null }, { name: 'no ID' }],
      productAccess: [
        { id: 'ari:1', key: 'jira', lastActiveTimestamp: '2025-11-06T23:07:29.936941226Z' },
        { key: 'confluence' },
      ],
    };
    const server = await serverOf((_, response) =>
      json(response, 200, { data: [person, { accountId: 'b', status: 5, groups: 'none' }] }),
    );
    const query = { accountIds: [ada, 'b'], expand: ['platformRoles', 'productAccess', 'groups'] } as const;
    const [page] = await all(clientOf(server.url).searchUsers('org-1', '-', query));
    expect(page).toMatchObject({
      value: {
        users: [
          {
            ...person,
            managementSource: null,
            platformRoles: ['atlassian/org-admin'],
            groups: [{ id: 'g1', name: 'Team' }],
            productAccess: [
              { id: 'ari:1', key: 'jira', lastActive: '2025-11-06T23:07:29.936941226Z' },
              { id: null, key: 'confluence', lastActive: null },
            ],
          },
          { accountType: null, status: null, platformRoles: [], groups: [], productAccess: [] },
        ],
      },
    });
  });

  test('is searched from the page where an earlier search was left', async () => {
    const server = await serverOf((_, response) => json(response, 200, { data: [] }));
    const query = { claimStatus: 'managed' } as const;
    await all(clientOf(server.url).searchUsers('org-1', '-', query, undefined, 'c7'));
    expect(server.received.map((one) => JSON.parse(one.body))).toEqual([{ ...query, cursor: 'c7' }]);
  });

  test('a search that is lost had no effect: it is a read', async () => {
    const server = await serverOf((_request, _response, socket) => socket.destroy());
    const pages = await all(clientOf(server.url).searchUsers('org-1', '-', {}));
    expect(pages).toMatchObject([{ ok: false, fault: { code: 'connection-lost', effect: 'none' } }]);
  });
});

describe('the API tokens of the organisation', () => {
  const path = '/admin/api-access/v1/orgs/org-1/api-tokens?pageSize=1000';

  test('are read page by page, without label and name, and with what is missing as null', async () => {
    const token = {
      id: 't1',
      label: 'backup script',
      status: 'ALLOWED',
      createdAt: '2025-01-01T00:00:00Z',
      expiresAt: '2026-01-01T00:00:00Z',
      lastActiveAt: '2025-11-01T00:00:00Z',
      user: { id: ada, orgId: 'org-1', name: 'Ada Example', email: 'ada@example.com' },
      scopes: ['read:jira-work'],
    };
    const server = await serverOf((request, response) => {
      if (request.url === path) json(response, 200, { data: [token], links: { next: 'a/b=' } });
      else json(response, 200, { data: [{ user: 'nobody' }] });
    });
    const missing = { id: null, accountId: null, status: null, expiresAt: null, lastActive: null };
    expect(await all(clientOf(server.url).organisationTokens('org-1'))).toMatchObject([
      {
        ok: true,
        value: {
          tokens: [
            {
              id: 't1',
              accountId: ada,
              status: 'allowed',
              expiresAt: token.expiresAt,
              lastActive: token.lastActiveAt,
            },
          ],
          next: 'a/b=',
        },
      },
      { ok: true, value: { tokens: [missing], next: null } },
    ]);
    expect(server.received.map(({ method, url }) => [method, url])).toEqual([
      ['GET', path],
      ['GET', `${path}&cursor=a%2Fb%3D`],
    ]);
  });

  test('are read on from where an earlier reading was left, if the next page is said as an address', async () => {
    const server = await serverOf((request, response) => {
      const next = `${server.url}/admin/api-access/v1/orgs/org-1/api-tokens?cursor=c8&pageSize=1000`;
      json(response, 200, { data: [], links: request.url.endsWith('c7') ? { next } : {} });
    });
    const pages = await all(clientOf(server.url).organisationTokens('org-1', undefined, 'c7'));
    expect(pages).toMatchObject([{ value: { next: 'c8' } }, { value: { next: null } }]);
    expect(server.received.map(({ url }) => url)).toEqual([`${path}&cursor=c7`, `${path}&cursor=c8`]);
  });

  test('are not taken for none if the answer has no list of them', async () => {
    const server = await serverOf((_, response) => json(response, 200, { links: {} }));
    const pages = await all(clientOf(server.url).organisationTokens('org-1'));
    expect(pages).toMatchObject([{ ok: false, fault: { code: 'unreadable' } }]);
  });
});

describe('the service accounts', () => {
  test('are read page by page, by the account ID that the other APIs use', async () => {
    const account = {
      atlassianId: ada,
      id: 'sa-1',
      email: 'deploy@serviceaccount.example.net',
      displayName: 'deploy',
      status: 'ACTIVE',
      updatedAt: 1_764_642_980_899,
    };
    const path = '/admin/api-access/v1/orgs/org-1/service-accounts';
    const server = await serverOf((request, response) => {
      const next = `${server.url}${path}?cursor=2`;
      if (request.url === path) json(response, 200, { items: [account], total: 2, links: { next } });
      else json(response, 200, { items: [{ id: 'sa-2' }], total: 'many' });
    });
    expect(await all(clientOf(server.url).serviceAccounts('org-1'))).toMatchObject([
      {
        ok: true,
        value: {
          accounts: [{ accountId: ada, name: 'deploy', email: account.email, status: 'active' }],
          total: 2,
          next: '2',
        },
      },
      {
        ok: true,
        value: {
          accounts: [{ accountId: null, name: null, email: null, status: null }],
          total: null,
          next: null,
        },
      },
    ]);
  });

  test('on a next page at another address are not read', async () => {
    const server = await serverOf((_, response) =>
      json(response, 200, { items: [], links: { next: `${server.url}/admin/other?cursor=2` } }),
    );
    const pages = await all(clientOf(server.url).serviceAccounts('org-1'));
    expect(pages).toMatchObject([{ ok: true }, { ok: false, fault: { code: 'unreadable' } }]);
    expect(server.received).toHaveLength(1);
  });
});

describe('a source that this key may not use', () => {
  const scope = { errors: [{ code: 'ADMIN-401-2', title: 'INSUFFICIENT_SCOPE' }] };
  const forbidden = { errors: [{ code: 'ADMIN-403-3', title: 'FORBIDDEN' }] };
  const noRoute = { code: 404, message: 'Request failed to match any route' };
  const sources = [
    ['the search', 'searchUsers'],
    ['the API tokens', 'organisationTokens'],
    ['the service accounts', 'serviceAccounts'],
  ] as const;

  test.each(
    sources.flatMap(([name, source]) =>
      [[401, scope] as const, [403, forbidden] as const, [404, noRoute] as const].map(
        ([status, body]) => [name, status, body, source] as const,
      ),
    ),
  )('%s, refused with %i, says nothing about the key', async (_name, status, body, source) => {
    const server = await serverOf((_, response) => json(response, status, body));
    const client = clientOf(server.url);
    const pages = source === 'searchUsers' ? client.searchUsers('org-1', '-', {}) : client[source]('org-1');
    expect(await all<unknown>(pages)).toMatchObject([
      { ok: false, fault: { owner: 'organisation', effect: 'none', repeatable: false, status } },
    ]);
  });
});
