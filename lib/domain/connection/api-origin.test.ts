import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAtlassianClient } from '#lib/adapters/atlassian/atlassian-client';
import { readConfig } from '#lib/config';
import { parseApiOrigin } from '#lib/domain/connection/api-origin';

const api = 'https://api.atlassian.com';

test.each([
  [api, { origin: api, hostname: 'api.atlassian.com' }],
  ['https://API.atlassian.com:443/', { origin: api, hostname: 'api.atlassian.com' }],
  ['http://127.0.0.1:4000', { origin: 'http://127.0.0.1:4000', hostname: '127.0.0.1' }],
  ['http://[::1]:4000/', { origin: 'http://[::1]:4000', hostname: '[::1]' }],
  ['http://localhost', { origin: 'http://localhost', hostname: 'localhost' }],
])('the key may be sent to %j', (text, expected) => {
  expect(parseApiOrigin(text)).toEqual(expected);
});

const refused = [
  'http://api.atlassian.com',
  'http://127.0.0.1.example.com',
  'http://localhost.example.com',
  'http://0.0.0.0',
  'ftp://api.atlassian.com',
  'https://user:password@api.atlassian.com',
  'https://@api.atlassian.com',
  'https://api.atlassian.com?',
  'https://api.atlassian.com/?x=1',
  'https://api.atlassian.com/#x',
  'https://api.atlassian.com//x',
  'https://api.atlassian.com/admin',
  'https://api.atlassian.com\\@evil.example',
  'https://api.\tatlassian.com',
  'api.atlassian.com',
  '',
];

test.each(refused)('the key is never sent to %j', (text) => {
  expect(parseApiOrigin(text)).toBeNull();
});

test('the configuration accepts an address exactly where the client can be opened on it', () => {
  const part = fc.constantFrom(
    'https://',
    'http://',
    'HTTP:',
    '//',
    '127.0.0.1',
    '127.1',
    'localhost',
    '[::1]',
    'example.com',
    ':8443',
    ':0',
    '/',
    '/gateway',
    '..',
    '@',
    '?',
    '#',
    '\\',
    '%2F',
  );
  const pieced = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(pieced, fc.webUrl(), fc.constantFrom(...refused, api)), (text) => {
      fc.pre(text.trim() !== '');
      const read = readConfig({ ATLASSIAN_API_URL: text }, 'linux', '/home/ada');
      expect(read.ok).toBe(opens(text.trim()));
      // The client accepts every address that the configuration accepts, unchanged.
      if (read.ok) expect(parseApiOrigin(read.config.apiUrl)?.origin).toBe(read.config.apiUrl);
    }),
    { numRuns: 2_000 },
  );
});

function opens(baseUrl: string): boolean {
  const product = { name: 'Lockstep', version: '1' };
  try {
    void createAtlassianClient({ baseUrl, key: 'ATCTT-key', product, mayWrite: () => null }).close();
    return true;
  } catch {
    return false;
  }
}
