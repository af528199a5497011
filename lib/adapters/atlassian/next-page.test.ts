import fc from 'fast-check';
import { expect, test } from 'vitest';
import { usersSearchSchema } from '#lib/adapters/atlassian/atlassian-schemas';
import { readEitherNextPage, readNextPage, unknownLink } from '#lib/adapters/atlassian/next-page';

const list = 'https://api.example.com/admin/v1/orgs/org-1/users';

test.each([
  ['nothing', null, { next: 'none' }],
  ['an empty text', '', { next: 'none' }],
  ['the same list', `${list}?cursor=abc%3D`, { next: 'cursor', cursor: 'abc=' }],
  ['a path of the same list', '/admin/v1/orgs/org-1/users?cursor=abc', { next: 'cursor', cursor: 'abc' }],
  ['another origin', 'https://evil.example.net/admin/v1/orgs/org-1/users?cursor=abc', { next: 'elsewhere' }],
  [
    'another port',
    'https://api.example.com:8443/admin/v1/orgs/org-1/users?cursor=abc',
    { next: 'elsewhere' },
  ],
  ['another scheme', 'http://api.example.com/admin/v1/orgs/org-1/users?cursor=abc', { next: 'elsewhere' }],
  [
    'another scheme of the same kind',
    '//evil.example.net/admin/v1/orgs/org-1/users?cursor=a',
    { next: 'elsewhere' },
  ],
  ['another path', 'https://api.example.com/admin/v1/orgs/org-2/users?cursor=abc', { next: 'elsewhere' }],
  ['dot segments', `${list}/../../org-2/users?cursor=abc`, { next: 'elsewhere' }],
  ['credentials', 'https://a:b@api.example.com/admin/v1/orgs/org-1/users?cursor=abc', { next: 'elsewhere' }],
  ['no cursor', list, { next: 'elsewhere' }],
  ['no address', 'https://', { next: 'elsewhere' }],
  ['a link of an unknown form', unknownLink, { next: 'elsewhere' }],
  ['a cursor without end', `${list}?cursor=${'x'.repeat(5_000)}`, { next: 'elsewhere' }],
])('of a v1 list, %s is read rightly', (_, next, expected) => {
  expect(readNextPage(next, list)).toEqual(expected);
});

test('of a v2 list, a cursor is opaque, even if it looks like an address', () => {
  expect(readNextPage('https://evil.example.net', null)).toEqual({
    next: 'cursor',
    cursor: 'https://evil.example.net',
  });
});

test('where either may come, an address is checked and a cursor taken', () => {
  expect(readEitherNextPage('abc', list)).toEqual({ next: 'cursor', cursor: 'abc' });
  expect(readEitherNextPage(`${list}?cursor=abc`, list)).toEqual({ next: 'cursor', cursor: 'abc' });
  expect(readEitherNextPage('HTTPS://evil.example.net/?cursor=abc', list)).toEqual({ next: 'elsewhere' });
});

test('no other web address leads a v1 list anywhere', () => {
  fc.assert(
    fc.property(
      fc.webUrl({ withQueryParameters: true }),
      fc.constantFrom('', '?cursor=abc'),
      (address, query) => {
        expect(readNextPage(address + query, list)).toEqual({ next: 'elsewhere' });
      },
    ),
  );
});

test.each([
  ['nothing', {}, null],
  ['no links', { links: null }, null],
  ['no next page', { links: {} }, null],
  ['no next page, said outright', { links: { next: null } }, null],
  ['a cursor', { links: { next: 'abc' } }, 'abc'],
  ['an object in place of the link', { links: { next: { href: 'abc' } } }, unknownLink],
  ['a number in its place', { links: { next: 2 } }, unknownLink],
  ['an address in place of the links', { links: 'abc' }, unknownLink],
  ['a list of links', { links: [{ rel: 'next', href: 'abc' }] }, unknownLink],
])('a page with %s', (_, more, expected) => {
  expect(usersSearchSchema.parse({ data: [], ...more }).links).toEqual(expected);
});
