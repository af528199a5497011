import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { type GuardOptions, guardRequest } from '#lib/adapters/atlassian/call/request-guard';
import type { AtlassianRequest } from '#lib/adapters/atlassian/call/request-shapes';
import { ada } from '#test/atlassian/client';

const base = { origin: 'https://api.example.com', hostname: 'api.example.com' };
const options: GuardOptions = { base, key: 'ATCTT-key', userAgent: 'Lockstep/1', mayWrite: () => null };

const hostile = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 140 }) },
  {
    weight: 3,
    arbitrary: fc
      .array(
        fc.constantFrom(
          '..',
          '.',
          '/',
          '\\',
          '%2e%2e',
          '%2F',
          '?',
          '#',
          '@',
          ':',
          '|',
          '\r\n',
          '\t',
          ' ',
          '\u0000',
          '\uD800',
          'a',
          'delete',
          'lifecycle',
          '％',
          '．．',
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(...'aZ09_|:-'), maxLength: 130 }) },
);

/** Every operation, with the hostile text in every parameter. */
function requestsWith(text: string): AtlassianRequest[] {
  return [
    { operation: 'manage', accountId: text },
    { operation: 'profile', accountId: text },
    { operation: 'api-tokens', accountId: text },
    { operation: 'enable', accountId: text },
    { operation: 'disable', accountId: text, message: text },
    { operation: 'disable', accountId: ada, message: text },
    { operation: 'organisations', cursor: text },
    { operation: 'managed-accounts', organisationId: text, cursor: text },
    { operation: 'managed-accounts', organisationId: 'org-1', cursor: text },
    { operation: 'organisation-tokens', organisationId: text, cursor: null },
    { operation: 'organisation-tokens', organisationId: 'org-1', cursor: text },
    { operation: 'service-accounts', organisationId: text, cursor: null },
    { operation: 'service-accounts', organisationId: 'org-1', cursor: text },
    { operation: 'audit-events', organisationId: text, from: 0, to: 1, cursor: null },
    { operation: 'audit-events', organisationId: 'org-1', from: 0, to: 1, cursor: text },
    { operation: 'users-count', organisationId: text },
    { operation: 'managed-count', organisationId: text },
    { operation: 'workspaces', organisationId: text, cursor: text },
    { operation: 'workspaces', organisationId: 'org-1', cursor: text },
    { operation: 'users-search', organisationId: 'org-1', directoryId: text, body: { searchTerm: text } },
  ];
}

const id = '(?:[A-Za-z0-9_-]|%7C|%3A){1,128}';
const name = '[A-Za-z0-9_-]{1,128}';
const cursor = '(?:\\?cursor=[^/?#&=\\s]+)?';
const allowed: Record<AtlassianRequest['operation'], string> = {
  manage: `/users/${id}/manage\\?privileges=lifecycle\\.enablement`,
  profile: `/users/${id}/manage/profile`,
  'api-tokens': `/users/${id}/manage/api-tokens`,
  enable: `/users/${id}/manage/lifecycle/enable`,
  disable: `/users/${id}/manage/lifecycle/disable`,
  organisations: `/admin/v1/orgs${cursor}`,
  'managed-accounts': `/admin/v1/orgs/${name}/users${cursor}`,
  'organisation-tokens': `/admin/api-access/v1/orgs/${name}/api-tokens\\?pageSize=1000(?:&cursor=[^/?#&=\\s]+)?`,
  'service-accounts': `/admin/api-access/v1/orgs/${name}/service-accounts${cursor}`,
  'audit-events': `/admin/v1/orgs/${name}/events\\?from=\\d+&to=\\d+&limit=500(?:&cursor=[^/?#&=\\s]+)?`,
  'users-count': `/admin/v2/orgs/${name}/directories/-/users/count\\?claimStatus=managed&accountStatus=active`,
  'managed-count': `/admin/v2/orgs/${name}/directories/-/users/count\\?claimStatus=managed`,
  workspaces: `/admin/v2/orgs/${name}/workspaces`,
  'users-search': `/admin/v2/orgs/${name}/directories/${name}/users/search`,
};

test('no text whatsoever makes the guard let through anything but the expected address', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      for (const request of requestsWith(text)) {
        const guarded = guardRequest(request, options);
        if (!guarded.pass) {
          expect(guarded.fault).toMatchObject({ code: 'unsendable', effect: 'none', repeatable: false });
          continue;
        }
        const { origin, path, method } = guarded.sendable;
        expect(origin).toBe('https://api.example.com');
        expect(path).toMatch(new RegExp(`^${allowed[request.operation]}$`));
        expect(new URL(origin + path).href).toBe(origin + path);
        expect(method).toBe(/disable|enable|search|workspaces/.test(request.operation) ? 'POST' : 'GET');
      }
    }),
    { numRuns: 2_000 },
  );
});

test('an account ID arrives whole: what is sent, decoded, is what was asked for', () => {
  const good = fc.string({ unit: fc.constantFrom(...'aZ09_|:-'), minLength: 1, maxLength: 128 });
  fc.assert(
    fc.property(good, (accountId) => {
      const guarded = guardRequest({ operation: 'disable', accountId, message: null }, options);
      const path = guarded.pass ? guarded.sendable.path : '';
      expect(decodeURIComponent(path)).toBe(`/users/${accountId}/manage/lifecycle/disable`);
    }),
  );
});

test.each([
  '',
  '..',
  '.',
  'a/../b',
  'x/manage/lifecycle/delete?',
  ' a',
  'a ',
  'a\n',
  '%2e%2e',
  'a#',
  'ä',
  'a'.repeat(129),
])('the account ID %j is refused', (accountId) => {
  const guarded = guardRequest({ operation: 'disable', accountId, message: null }, options);
  expect(guarded).toMatchObject({ pass: false, fault: { message: expect.stringContaining('account ID') } });
});

test.each(['', ' ATCTT', 'ATCTT\r\nx: y', 'ATCTT\u0000', 'ATCTT key', 'schlüssel', 'x'.repeat(5_000)])(
  'the key %j is not sent',
  (key) => {
    const guarded = guardRequest({ operation: 'organisations', cursor: null }, { ...options, key });
    expect(guarded).toMatchObject({
      pass: false,
      fault: { code: 'key-invalid', owner: 'key', effect: 'none' },
    });
    if (!guarded.pass && key.trim() !== '') expect(JSON.stringify(guarded.fault)).not.toContain(key);
  },
);

test('mayWrite is asked for every lifecycle write, and for nothing else', () => {
  const mayWrite = vi.fn(() => null);
  for (const request of requestsWith('a:b')) guardRequest(request, { ...options, mayWrite });
  expect(mayWrite.mock.calls).toEqual([['a:b'], ['a:b'], [ada]]);
});

test('a write that is not allowed is refused with the reason, and one that cannot be checked as well', () => {
  const request: AtlassianRequest = { operation: 'disable', accountId: ada, message: null };
  const refused = guardRequest(request, { ...options, mayWrite: () => 'Ada Example is protected.' });
  expect(refused).toMatchObject({
    pass: false,
    fault: {
      code: 'unsendable',
      owner: 'us',
      effect: 'none',
      message: 'Not called: Ada Example is protected.',
    },
  });
  const broken = guardRequest(request, {
    ...options,
    mayWrite: () => {
      throw new Error('database is locked');
    },
  });
  expect(broken.pass).toBe(false);
});

test.each([
  'https://api.example.com:443',
  'HTTPS://api.example.com',
  'https://api.example.com/..',
  'https://api.example.com@evil.example',
  'https://api.example.com\\',
])('an origin that a URL parser would repair is refused: %j', (origin) => {
  const mended = { ...options, base: { origin, hostname: 'api.example.com' } };
  expect(guardRequest({ operation: 'profile', accountId: ada }, mended).pass).toBe(false);
});
