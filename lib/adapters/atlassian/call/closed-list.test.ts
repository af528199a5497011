import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { ServerClock } from '#lib/adapters/atlassian/answers/server-clock';
import { organisationsSchema } from '#lib/adapters/atlassian/atlassian-schemas';
import { createCall } from '#lib/adapters/atlassian/call/atlassian-call';
import { type GuardOptions, guardRequest } from '#lib/adapters/atlassian/call/request-guard';
import { type AtlassianRequest, shapes } from '#lib/adapters/atlassian/call/request-shapes';
import { createConnection } from '#lib/adapters/atlassian/http/http-connection';
import { defaultTimeouts } from '#lib/adapters/atlassian/http/http-dispatcher';
import { ada, closeAll, serverOf } from '#test/atlassian/client';
import { json } from '#test/atlassian/server';

afterEach(closeAll);

const base = { origin: 'https://api.example.com', hostname: 'api.example.com' };
const options: GuardOptions = { base, key: 'ATCTT-key', userAgent: 'Lockstep/1', mayWrite: () => null };

const operations = Object.keys(shapes) as AtlassianRequest['operation'][];
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'delete', 'Delete'];

/** Whether the closed list has a request with this method and this path, query included. */
function isListed(method: string, path: string): boolean {
  return Object.values(shapes).some((shape) => shape.method === method && shape.pattern.test(path));
}

/** Every address of Atlassian's that deletes, revokes or takes away access [SPEC, DOC], beside the closed list. */
const forbidden = (account: string, organisation: string): readonly (readonly [string, string])[] => {
  const apiAccess = `/admin/api-access/v1/orgs/${organisation}`;
  const directories = `/admin/v2/orgs/${organisation}/directories`;
  return [
    ['POST', `/users/${account}/manage/lifecycle/delete`],
    ['POST', `/users/${account}/manage/lifecycle/cancel-delete`],
    ['DELETE', `/users/${account}/manage/api-tokens/${account}`],
    ['POST', `/users/${account}/manage/api-tokens`],
    ['DELETE', `${apiAccess}/api-tokens`],
    ['DELETE', `${apiAccess}/api-tokens?pageSize=1000`],
    ['PATCH', `${apiAccess}/api-keys/revoke/${account}`],
    ['DELETE', `${apiAccess}/service-accounts/${account}`],
    ['DELETE', `${apiAccess}/service-accounts/${account}/api-tokens`],
    ['DELETE', `${apiAccess}/oauth-clients/${account}`],
    ['POST', `${directories}/-/users/${account}/suspend`],
    ['DELETE', `${directories}/-/users/${account}`],
    ['DELETE', `/admin/v1/orgs/${organisation}/directory/users/${account}`],
    ['POST', `/admin/v1/orgs/${organisation}/directory/users/${account}/suspend-access`],
  ];
};

/** IDs that the grammars allow, also those that read like a part of a dangerous address. */
const allowedId = fc.oneof(
  fc.constantFrom('delete', 'revoke', 'lifecycle', 'api-tokens', 'manage', '-', 'DELETE'),
  fc.string({ unit: fc.constantFrom(...'aZ09_-'), minLength: 1, maxLength: 40 }),
);
const hostile = fc.oneof(
  allowedId,
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.constantFrom('..', '/', '\\', '%2F', '?', '#', 'delete', 'api-tokens', '\r\n', '：', 'a'), {
      maxLength: 10,
    })
    .map((parts) => parts.join('')),
);
const cursor = fc.option(hostile);

/** A request of any operation, with anything in its parameters. */
const anyRequest: fc.Arbitrary<AtlassianRequest> = fc
  .record({
    operation: fc.constantFrom(...operations),
    accountId: hostile,
    organisationId: hostile,
    directoryId: hostile,
    cursor,
    from: fc.oneof(fc.integer(), fc.double()),
    to: fc.oneof(fc.nat(), fc.double()),
    message: fc.option(hostile),
    body: fc.dictionary(hostile, fc.jsonValue()),
  })
  .map(({ accountId, ...request }) => {
    const about = shapes[request.operation].about === 'account' ? { accountId } : {};
    return { ...request, ...about } as AtlassianRequest;
  });

test('the list has reads and the two writes, and sends each with GET or POST', () => {
  const posts = operations.filter((operation) => shapes[operation].method === 'POST');
  expect(posts.sort()).toEqual(['disable', 'enable', 'users-search', 'workspaces']);
  expect(operations.filter((operation) => shapes[operation].kind === 'write').sort()).toEqual([
    'disable',
    'enable',
  ]);
  expect(new Set(Object.values(shapes).map(({ method }) => method))).toEqual(new Set(['GET', 'POST']));
});

test('no request is sent with another method, or to an address that deletes or revokes', () => {
  const ends =
    /\/(manage|profile|api-tokens|disable|enable|orgs|users|search|count|service-accounts|events|workspaces)$/;
  fc.assert(
    fc.property(anyRequest, (request) => {
      const guarded = guardRequest(request, options);
      if (!guarded.pass) return;
      const { method, path, origin } = guarded.sendable;
      expect(origin).toBe(base.origin);
      expect(isListed(method, path)).toBe(true);
      const [address = ''] = path.split('?');
      expect(address).toMatch(ends);
      if (method === 'POST')
        expect(address).toMatch(/\/(lifecycle\/(disable|enable)|users\/search|workspaces)$/);
      if (address.startsWith('/admin/api-access/')) expect(method).toBe('GET');
    }),
    { numRuns: 3_000 },
  );
});

test('an address that deletes, revokes or takes away access is not in the list, whatever the IDs are', () => {
  fc.assert(
    fc.property(allowedId, allowedId, (account, organisation) => {
      const found = forbidden(account, organisation).filter(([method, path]) => isListed(method, path));
      expect(found).toEqual([]);
    }),
  );
});

test('a listed address has no further part, before or behind', () => {
  const listed = (a: string, b: string) => [
    ['POST', `/users/${a}/${b}/manage/lifecycle/disable`],
    ['POST', `/users/${a}/manage/lifecycle/disable/${b}`],
    ['POST', `/admin/v2/orgs/${a}/${b}/directories/-/users/search`],
    ['POST', `/admin/v2/orgs/${a}/workspaces/${b}`],
    ['DELETE', `/admin/v2/orgs/${a}/workspaces`],
    ['GET', `/${b}/admin/api-access/v1/orgs/${a}/api-tokens?pageSize=1000`],
    ['GET', `/admin/v1/orgs/${a}/events/${b}?from=1&to=2&limit=500`],
    ['GET', `/admin/v1/orgs/${a}/events-stream?from=1&to=2&limit=500`],
    ['GET', `/admin/api-access/v1/orgs/${a}/${b}/api-tokens?pageSize=1000`],
    ['GET', `/admin/api-access/v1/orgs/${a}/api-tokens?pageSize=1000&cursor=${b}&_method=DELETE`],
  ];
  fc.assert(
    fc.property(allowedId, allowedId, (a, b) => {
      expect(listed(a, b).filter(([method = '', path = '']) => isListed(method, path))).toEqual([]);
    }),
  );
});

test('a listed address takes no other method than its own', () => {
  fc.assert(
    fc.property(anyRequest, fc.constantFrom(...methods), (request, method) => {
      const guarded = guardRequest(request, options);
      if (!guarded.pass || guarded.sendable.method === method) return;
      expect(isListed(method, guarded.sendable.path)).toBe(false);
    }),
    { numRuns: 1_000 },
  );
});

describe('what is no request of the list', () => {
  const strange: readonly (readonly [string, unknown])[] = [
    ['another operation', { operation: 'delete', accountId: ada }],
    ['an operation that every object has', { operation: 'constructor', accountId: ada }],
    ['the prototype', { operation: '__proto__', organisationId: 'org-1', cursor: null }],
    ['no operation', { accountId: ada }],
    ['a number', { operation: 3 }],
  ];

  test.each(strange)('%s is refused by the guard', (_, request) => {
    expect(guardRequest(request as AtlassianRequest, options)).toMatchObject({
      pass: false,
      fault: { code: 'unsendable', effect: 'none' },
    });
  });

  test('never reaches the socket, and no field of a request changes its method or address', async () => {
    const server = await serverOf((_, response) => json(response, 200, { data: [] }));
    const connection = createConnection({ via: 'direct' }, defaultTimeouts);
    const { hostname } = new URL(server.url);
    const call = createCall({
      ...options,
      base: { origin: server.url, hostname },
      connection,
      redact: (text) => text,
      serverClock: new ServerClock(),
    });
    for (const [, request] of strange) {
      const answer = await call.read(request as AtlassianRequest, organisationsSchema);
      expect(answer).toMatchObject({ ok: false, fault: { code: 'unsendable' } });
    }
    expect(server.connections()).toBe(0);
    const smuggled = { method: 'DELETE', path: '/admin/api-access/v1/orgs/org-1/api-tokens', body: '{}' };
    const request = { operation: 'organisation-tokens', organisationId: 'org-1', cursor: null } as const;
    await call.read({ ...request, ...smuggled }, organisationsSchema);
    expect(server.received.map(({ method, url, body }) => [method, url, body])).toEqual([
      ['GET', '/admin/api-access/v1/orgs/org-1/api-tokens?pageSize=1000', ''],
    ]);
    await connection.close();
  });
});
