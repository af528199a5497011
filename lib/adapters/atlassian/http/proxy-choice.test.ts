import { expect, test } from 'vitest';
import { chooseProxy } from '#lib/adapters/atlassian/http/proxy-choice';

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
