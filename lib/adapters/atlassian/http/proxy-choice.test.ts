import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createConnection } from '#lib/adapters/atlassian/http/http-connection';
import { defaultTimeouts } from '#lib/adapters/atlassian/http/http-dispatcher';
import { chooseProxy } from '#lib/adapters/atlassian/http/proxy-choice';

const api = 'https://api.atlassian.com';
const proxy = { HTTPS_PROXY: 'http://proxy.example.com:3128' };
const through = {
  via: 'proxy',
  uri: 'http://proxy.example.com:3128/',
  proxy: { variable: 'HTTPS_PROXY', address: 'proxy.example.com:3128' },
};
const inLowerCase = { ...through, proxy: { ...through.proxy, variable: 'https_proxy' } };
const nothing = { via: 'nothing', proxy: { variable: 'HTTPS_PROXY', address: null } };

test.each<[string, Record<string, string>, string, unknown]>([
  ['no variable', {}, api, { via: 'direct' }],
  ['HTTPS_PROXY', proxy, api, through],
  ['https_proxy', { https_proxy: 'http://proxy.example.com:3128' }, api, inLowerCase],
  ['an address without a scheme', { HTTPS_PROXY: 'proxy.example.com:3128' }, api, through],
  ['HTTP_PROXY alone', { HTTP_PROXY: 'http://proxy.example.com' }, api, { via: 'direct' }],
  ['something that is no address', { HTTPS_PROXY: 'http://' }, api, nothing],
  ['a SOCKS proxy', { HTTPS_PROXY: 'socks5://proxy.example.com' }, api, nothing],
  ['NO_PROXY with the host', { ...proxy, NO_PROXY: 'api.atlassian.com' }, api, { via: 'direct' }],
  ['NO_PROXY with the domain', { ...proxy, NO_PROXY: 'example.com, atlassian.com' }, api, { via: 'direct' }],
  ['NO_PROXY with a leading dot', { ...proxy, NO_PROXY: '.atlassian.com' }, api, { via: 'direct' }],
  ['NO_PROXY with a wildcard', { ...proxy, no_proxy: '*.atlassian.com' }, api, { via: 'direct' }],
  ['NO_PROXY with a star', { ...proxy, NO_PROXY: '*' }, api, { via: 'direct' }],
  ['NO_PROXY with the port', { ...proxy, NO_PROXY: 'api.atlassian.com:443' }, api, { via: 'direct' }],
  ['NO_PROXY with another port', { ...proxy, NO_PROXY: 'api.atlassian.com:8443' }, api, through],
  ['NO_PROXY with a name that only ends alike', { ...proxy, NO_PROXY: 'lassian.com' }, api, through],
  ['the loopback interface', proxy, 'http://127.0.0.1:4000', { via: 'direct' }],
  ['the loopback interface, version 6', proxy, 'https://[::1]:4000', { via: 'direct' }],
  ['localhost', proxy, 'http://localhost:4000', { via: 'direct' }],
])('%s decides the way', (_, environment, origin, expected) => {
  expect(chooseProxy(origin, environment)).toEqual(expected);
});

describe('the variable', () => {
  test.each([
    ['a user name of a Windows domain', 'http://CORP\\jdoe:secret@proxy.example.com:8080'],
    ['the same without a scheme', 'CORP\\jdoe:secret@proxy.example.com:8080'],
    ['quotation marks', '"http://127.0.0.1:4149"'],
    ['quotation marks without a scheme', "'proxy.example.com:3128'"],
    ['one quotation mark', 'http://proxy.example.com:3128"'],
    ['a path', 'http://proxy.example.com:3128/proxy.pac'],
    ['a query', 'http://proxy.example.com:3128/?a'],
    ['a password with a bare “%”', 'http://jdoe:100%safe@proxy.example.com:3128'],
    ['a password with a “/”', 'http://jdoe:a/b@proxy.example.com:3128'],
    ['a blank', 'proxy.example.com 3128'],
    ['a port that is none', 'http://proxy.example.com:99999'],
  ])('with %s holds no address', (_, value) => {
    expect(chooseProxy(api, { HTTPS_PROXY: value })).toEqual(nothing);
  });

  test.each([
    ['http://jdoe:secret@proxy.example.com:8080', 'proxy.example.com:8080'],
    ['http://CORP%5Cjdoe:100%25@proxy.example.com', 'proxy.example.com:80'],
    ['https://proxy.example.com/', 'proxy.example.com:443'],
    ['http://[::1]:3128', '[::1]:3128'],
    ['PROXY_1:3128', 'proxy_1:3128'],
  ])('%s is an address, named as %s', (value, address) => {
    const choice = chooseProxy(api, { HTTPS_PROXY: value });
    expect(choice).toMatchObject({ via: 'proxy', proxy: { variable: 'HTTPS_PROXY', address } });
  });

  test('never ends the start, whatever it holds', async () => {
    const parts = [
      'http',
      'https',
      '://',
      'proxy.example.com',
      ':',
      '8080',
      '@',
      '/',
      '\\',
      '%',
      '"',
      '[',
      '?',
      '#',
    ];
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...parts)).map((all) => all.join('')),
    );
    await fc.assert(
      fc.asyncProperty(value, async (text) => {
        await createConnection(chooseProxy(api, { HTTPS_PROXY: text }), defaultTimeouts).close();
      }),
      { numRuns: 50 },
    );
  });
});
