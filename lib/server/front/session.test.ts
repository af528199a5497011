import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFront, type TestFront } from '#lib/server/front/test-front';

describe('without the cookie of this start', () => {
  const seen: string[] = [];
  let front: TestFront;
  beforeAll(async () => {
    front = await startTestFront((request, response) => {
      seen.push(String(request.url));
      response.end('handled');
    });
  });
  afterAll(() => front.close());

  it.each([
    '/',
    '/foo.rsc',
    '/runs/x.rsc?_rsc=1',
    '/_next/static/x.js',
    '/_next/static/chunks/app.css',
    '/_next/image?url=x',
    '/_next/data/x.json',
    '/favicon.ico',
    '/index.txt',
    '/LAUNCH/x',
    '/launching',
    '/%6caunch/x',
    '/unknown',
  ])('%s is only a page that says how to get in', async (path) => {
    const answer = await front.ask(`GET ${path}`, ['Accept: text/html', 'RSC: 1']);
    expect(answer.status).toBe(401);
    expect(answer.header('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.body).toContain('Open the link that Lockstep printed');
    expect(answer.body).toContain('<form action="/launch" method="get"');
    expect(answer.body).not.toContain('<script');
    expect(seen).toEqual([]);
  });

  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])(
    '%s of the API is an explained error',
    async (method) => {
      for (const path of ['/api', '/api/', '/api/session', '/api/runs/x/events', '/%61pi/runs']) {
        const answer = await front.ask(`${method} ${path}`, ['Content-Length: 0']);
        expect(answer.status).toBe(401);
        expect(JSON.parse(answer.body).error).toEqual({
          code: 'no-session',
          message: expect.any(String),
          cure: expect.any(String),
        });
      }
      expect(seen).toEqual([]);
    },
  );

  it('another value, another port or another start is not enough', async () => {
    const other = await startTestFront();
    const [name, value] = front.cookie.split('=');
    for (const cookie of [
      `${name}=`,
      `${name}=x`,
      `x${name}=${value}`,
      `lockstep_1=${value}`,
      other.cookie,
    ]) {
      expect([cookie, (await front.ask('GET /', [`Cookie: ${cookie}`])).status]).toEqual([cookie, 401]);
    }
    await other.close();
  });

  it('a cookie that another server of the host put beside ours does no harm', async () => {
    const name = front.cookie.split('=')[0];
    const answer = await front.ask('GET /', [`Cookie: a=b; ${name}=planted; ${front.cookie}`]);
    expect(answer.status).toBe(200);
  });
});

describe('GET /api/session', () => {
  it('gives a script the token and the version', async () => {
    const front = await startTestFront();
    const answer = await front.askInside('GET /api/session');
    expect(JSON.parse(answer.body)).toEqual({
      token: expect.stringMatching(/^[\w-]{43}$/),
      version: '1.2.3',
    });
    expect((await front.askInside('HEAD /api/session')).body).toBe('');
    const asked = await front.askInside('GET /api/session?nonsense=1');
    expect(asked.status).toBe(400);
    expect(JSON.parse(asked.body).error).toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/nonsense/),
    });
    expect((await front.askInside('GET /api/session', ['Sec-Fetch-Site: same-site'])).status).toBe(403);
    await front.close();
  });
});
