import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hmrUpgrade } from '#lib/server/dev/hmr-upgrade';
import { startTestFront, type TestFront } from '#test/front';

const seen: IncomingMessage[] = [];
let front: TestFront;
let strict: TestFront;
beforeAll(async () => {
  const upgrade = hmrUpgrade((request, socket) => {
    seen.push(request);
    socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  });
  [front, strict] = await Promise.all([startTestFront(undefined, { upgrade }), startTestFront()]);
});
afterAll(() => Promise.all([front.close(), strict.close()]));

const websocket = [
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];
const line = 'GET /_next/hmr?id=x';

/** Asks with headers in the place of those of our own page. */
async function statusOf(
  { host, cookie, ask }: TestFront,
  { request = line, instead = {} }: { request?: string; instead?: Record<string, string | null> } = {},
): Promise<number> {
  const own = { Host: host, Origin: `http://${host}`, Cookie: cookie, Connection: 'Upgrade' };
  const headers = Object.entries({ ...own, ...instead }).flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${value}`],
  );
  return (await ask(request, [...headers, ...websocket])).status;
}

describe('the websocket of Next.js', () => {
  it('is let through to a page of ours with the cookie', async () => {
    expect(await statusOf(front)).toBe(101);
    expect(await statusOf(front, { instead: { 'Sec-Fetch-Site': 'same-origin' } })).toBe(101);
  });

  it('brings neither cookie nor token nor anything that steers Next.js', async () => {
    await statusOf(front, { instead: { 'x-middleware-rewrite': '/', 'x-lockstep-token': front.token } });
    const names = Object.keys(seen.at(-1)?.headers ?? {});
    expect(names).toEqual(expect.arrayContaining(['origin', 'sec-websocket-key', 'upgrade']));
    expect(names.filter((name) => /cookie|token|^x-/.test(name))).toEqual([]);
    expect(seen.at(-1)?.rawHeaders.join()).not.toContain(front.token);
  });

  it.each<[string, Record<string, string | null>]>([
    ['without the cookie', { Cookie: null }],
    ['with another cookie', { Cookie: 'lockstep_1=x' }],
    ['without an origin', { Origin: null }],
    ['of a foreign page', { Origin: 'http://example.com' }],
    ['of a page that hides its origin', { Origin: 'null' }],
    ['of another port', { Origin: 'http://localhost:1' }],
    ['of a page of another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['of a page of the same site', { 'Sec-Fetch-Site': 'same-site' }],
    ['to a foreign host', { Host: 'example.com', Origin: 'http://example.com' }],
  ])('is cut off %s', async (_what, instead) => {
    const before = seen.length;
    expect(await statusOf(front, { instead })).toBe(0);
    expect(seen).toHaveLength(before);
  });

  it.each([
    'GET /',
    'GET /api/runs',
    'GET /_next/hmr/x',
    'GET /_next/webpack-hmr',
    'GET /x/../_next/hmr',
    'GET //_next/hmr',
    'POST /_next/hmr',
  ])('is the only one: %s is cut off', async (request) => {
    const before = seen.length;
    expect(await statusOf(front, { request })).toBe(0);
    expect(seen).toHaveLength(before);
  });

  it('is cut off by the front of the production build', async () => {
    expect(await statusOf(strict)).toBe(0);
  });
});

it('another protocol at the same address is cut off', async () => {
  const { host, cookie } = front;
  const headers = [`Origin: http://${host}`, `Cookie: ${cookie}`, 'Connection: Upgrade', 'Upgrade: h2c'];
  expect((await front.ask(line, headers)).status).toBe(0);
});
