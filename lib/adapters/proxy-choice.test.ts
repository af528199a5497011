import { expect, test } from 'vitest';
import { parseBaseUrl } from '#lib/adapters/base-url';
import { chooseProxy } from '#lib/adapters/proxy-choice';

const api = 'https://api.atlassian.com';
const proxy = { HTTPS_PROXY: 'http://proxy.example.com:3128' };
const through = { via: 'proxy', uri: 'http://proxy.example.com:3128/' };

test.each<[string, Record<string, string>, string, unknown]>([
  ['no variable', {}, api, { via: 'direct' }],
  ['HTTPS_PROXY', proxy, api, through],
  ['https_proxy', { https_proxy: 'http://proxy.example.com:3128' }, api, through],
  ['an address without a scheme', { HTTPS_PROXY: 'proxy.example.com:3128' }, api, through],
  ['HTTP_PROXY alone', { HTTP_PROXY: 'http://proxy.example.com' }, api, { via: 'direct' }],
  ['something that is no address', { HTTPS_PROXY: 'http://' }, api, { via: 'nothing' }],
  ['a SOCKS proxy', { HTTPS_PROXY: 'socks5://proxy.example.com' }, api, { via: 'nothing' }],
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

test.each([
  'http://api.atlassian.com',
  'http://127.0.0.1.example.com',
  'http://0.0.0.0',
  'ftp://api.atlassian.com',
  'https://user:password@api.atlassian.com',
  'https://api.atlassian.com/?x=1',
  'https://api.atlassian.com/#x',
  'https://api.atlassian.com//x',
  'https://api.atlassian.com/a%2Fb',
  'api.atlassian.com',
  '',
])('%j is no base URL', (text) => {
  expect(parseBaseUrl(text)).toBeNull();
});

test.each([
  ['https://api.atlassian.com', { origin: api, prefix: '', hostname: 'api.atlassian.com' }],
  ['https://API.atlassian.com:443/', { origin: api, prefix: '', hostname: 'api.atlassian.com' }],
  [
    'https://gateway.example.com/atlassian/',
    { origin: 'https://gateway.example.com', prefix: '/atlassian', hostname: 'gateway.example.com' },
  ],
  ['http://127.0.0.1:4000', { origin: 'http://127.0.0.1:4000', prefix: '', hostname: '127.0.0.1' }],
])('%j is a base URL', (text, expected) => {
  expect(parseBaseUrl(text)).toEqual(expected);
});
