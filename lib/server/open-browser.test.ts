import { describe, expect, it } from 'vitest';
import { browserExpected, openCommand } from '#lib/server/open-browser';

describe('a browser is expected', () => {
  it.each([
    ['linux', { DISPLAY: ':0' }, true, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true, true],
    ['linux', {}, true, false],
    ['linux', { DISPLAY: ':0', CI: 'true' }, true, false],
    ['linux', { DISPLAY: ':0' }, false, false],
    ['darwin', {}, true, true],
    ['darwin', { SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22' }, true, false],
    ['win32', {}, true, true],
    ['win32', {}, false, false],
  ] as const)('on %s with %o and a terminal: %o → %o', (platform, environment, terminal, expected) => {
    expect(browserExpected(environment, platform, terminal)).toBe(expected);
  });
});

it.each([
  ['linux', ['xdg-open', 'http://localhost:3000/']],
  ['darwin', ['open', 'http://localhost:3000/']],
  ['win32', ['rundll32', 'url.dll,FileProtocolHandler', 'http://localhost:3000/']],
] as const)('on %s the address is opened without a shell', (platform, command) => {
  expect(openCommand('http://localhost:3000/', platform)).toEqual(command);
});
