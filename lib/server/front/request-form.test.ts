import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newHostName, ownHosts } from '#lib/server/front/host-name';
import { exchange, startTestFront, type TestFront } from '#test/front';

describe('the form of a request', () => {
  const seen: string[] = [];
  let front: TestFront;
  beforeAll(async () => {
    front = await startTestFront((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      response.end('handled');
    });
  });
  afterAll(() => front.close());

  it('is handed on under each of its own names', async () => {
    for (const host of [front.host, front.plainHost]) {
      const answer = await front.askInside('GET /', [`Host: ${host}`]);
      expect([host, answer.status]).toEqual([host, 200]);
    }
  });

  it('is refused under the name of an earlier start, with the field for the new link', async () => {
    const earlier = `Host: ${newHostName()}:${front.port}`;
    const page = await front.askInside('GET /runs/x', [earlier]);
    expect(page.status).toBe(421);
    expect(page.body).toContain('This address belongs to an earlier start');
    expect(page.body).toContain('Or paste the link here');
    const api = await front.askInside('GET /api/runs', [earlier]);
    expect([api.status, JSON.parse(api.body).error.code]).toEqual([421, 'earlier-start']);
  });

  it('is refused for the script of a service worker', async () => {
    for (const path of ['/', '/sw.js', '/launch/x', '/_next/static/x.js']) {
      const answer = await front.askInside(`GET ${path}`, ['Service-Worker: script']);
      expect([path, answer.status]).toEqual([path, 403]);
    }
  });

  it.each([
    'example.com',
    'localhost',
    'localhost:1',
    'LOCALHOST.:3000',
    'localhost.example.com',
    '127.0.0.1',
    '[::1]',
    'lockstep.localhost',
    'lockstep-abcdefghijklmno.localhost',
    'x.lockstep-abcdefghijkmnpqr.localhost',
    '127.0.0.1.example.com',
    'localhost@example.com',
    '0.0.0.0',
    '',
  ])('is refused for the host %o', async (host) => {
    seen.length = 0;
    const answer = await front.askInside('GET /', [`Host: ${host}`]);
    expect(answer.status).toBe(421);
    expect(answer.body).toContain('does not answer under this name');
    const withPort = await front.askInside('GET /', [`Host: ${host || 'x'}x:${front.port}`]);
    expect(withPort.status).toBe(421);
    expect(seen).toEqual([]);
  });

  it('is refused with two hosts, even two of its own, and with none', async () => {
    const own = `Host: ${front.host}`;
    expect((await front.askInside('GET /', [own, own])).status).toBe(400);
    expect((await front.askInside('GET /', [own, 'HOST: example.com'])).status).toBe(400);
    const none = await exchange(front.port, `GET / HTTP/1.0\r\nCookie: ${front.cookie}\r\n\r\n`);
    expect(none.status).toBe(400);
  });

  it('accepts the bare name only where browsers leave out the port', () => {
    expect(ownHosts('x', 80).has('localhost')).toBe(true);
    expect(ownHosts('x', 3000).has('localhost')).toBe(false);
  });

  it.each([
    'GET http://localhost/',
    'GET http://example.com/',
    'GET //example.com/',
    'GET /\\example.com/',
    'GET /a\\b',
    'GET /a#b',
    'GET /../api/session',
    'GET /_next/static/../../api/session',
    'GET /_next/static/%2e%2E/x',
    'GET /a/.',
    'GET /%5c..%5cx',
    'GET /%00',
    'GET /%',
    'GET /%zz',
  ])('is refused for the target of %o', async (line) => {
    seen.length = 0;
    expect((await front.askInside(line)).status).toBe(400);
    expect(seen).toEqual([]);
  });

  it.each(['OPTIONS /', 'OPTIONS *', 'TRACE /', 'PROPFIND /', 'PURGE /'])(
    'is refused for %s',
    async (line) => {
      seen.length = 0;
      const answer = await front.askInside(line);
      expect(answer.status).toBe(405);
      expect(answer.header('allow')).toBe('GET, HEAD, POST, PUT, PATCH, DELETE');
      expect(seen).toEqual([]);
    },
  );

  it('hangs up on an upgrade and on a tunnel', async () => {
    seen.length = 0;
    const upgrade = await front.askInside('GET /', ['Upgrade: websocket', 'Connection: Upgrade']);
    const tunnel = await front.askInside(`CONNECT ${front.host}`);
    expect([upgrade.status, tunnel.status, seen]).toEqual([0, 0, []]);
  });

  it('is refused for a server action, with a session too', async () => {
    const answer = await front.askInside('POST /', ['Next-Action: 7f', 'Content-Length: 0']);
    expect(answer.status).toBe(400);
  });

  it('hands on paths with the characters of an account ID', async () => {
    seen.length = 0;
    await front.askInside('GET /api/protections/557058%3Aab_%7C-1?x=..%2F');
    expect(seen).toEqual(['GET /api/protections/557058%3Aab_%7C-1?x=..%2F']);
  });
});
