import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFront, type TestFront } from '#test/front';

const seen: string[] = [];
let front: TestFront;
let now = 0;
beforeAll(async () => {
  const handler = (request: { url?: string | undefined }, response: { end(text: string): void }) => {
    seen.push(String(request.url));
    response.end('handled');
  };
  front = await startTestFront(handler, { now: () => now });
});
afterAll(() => front.close());

describe('without the cookie of this start', () => {
  it.each([
    '/',
    '/foo.rsc',
    '/runs/x.rsc?_rsc=1',
    '/_next/static/x.js',
    '/_next/static/chunks/app.css',
    '/_next/image?url=x',
    '/_next/data/x.json',
    '/favicon.ico',
    ...readdirSync('public').map((name) => `/${name}`),
    '/index.txt',
    '/LAUNCH/x',
    '/launching',
    '/unknown',
  ])('%s is only a page that says how to get in', async (path) => {
    const answer = await front.ask(`GET ${path}`, ['Accept: text/html', 'RSC: 1']);
    expect(answer.status).toBe(401);
    expect(answer.header('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.body).toContain('Open the link that Lockstep printed');
    expect(answer.body).toContain('Or paste the link here');
    expect(seen).toEqual([]);
  });

  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])(
    '%s of the API is an explained error',
    async (method) => {
      for (const path of ['/api', '/api/', '/api/session/others', '/api/runs/x/events', '/%61pi/runs']) {
        const answer = await front.ask(`${method} ${path}`, ['Content-Length: 0']);
        expect(answer.status).toBe(401);
        expect(JSON.parse(answer.body).error).toEqual({
          code: 'no-session',
          message: expect.any(String),
          hint: expect.any(String),
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

describe('with the cookie alone', () => {
  const inner = [
    '/api',
    '/api/session',
    '/api/runs',
    '/%61pi/runs',
    '/api/runs/x/events',
    '/api/session/others',
  ];

  it.each(inner)('nothing of %s is read, under either name', async (path) => {
    seen.length = 0;
    for (const host of [front.host, front.plainHost]) {
      for (const method of ['GET', 'HEAD']) {
        const answer = await front.askWithCookie(`${method} ${path}`, [`Host: ${host}`]);
        expect(answer.status).toBe(403);
        if (method === 'GET') expect(JSON.parse(answer.body).error.code).toBe('bad-token');
        expect(answer.body + JSON.stringify(answer.headers)).not.toContain(front.token);
      }
    }
    expect(seen).toEqual([]);
  });

  it('a page is read, which carries no token', async () => {
    const answer = await front.askWithCookie('GET /');
    expect([answer.status, answer.body]).toEqual([200, 'handled']);
    expect(JSON.stringify(answer.headers)).not.toContain(front.token);
  });
});

describe('GET /api/session', () => {
  it('gives a script the version, and who else is signed in', async () => {
    const answer = await front.askInside('GET /api/session');
    expect(JSON.parse(answer.body)).toEqual({ version: '1.2.3', others: [] });
    expect((await front.askInside('HEAD /api/session')).body).toBe('');
    const asked = await front.askInside('GET /api/session?nonsense=1');
    expect(asked.status).toBe(400);
    expect(JSON.parse(asked.body).error).toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/nonsense/),
    });
    expect((await front.askInside('GET /api/session', ['Sec-Fetch-Site: same-site'])).status).toBe(403);
    expect((await front.askInside('GET /api/session/x')).status).toBe(404);
  });
});

describe('a ticket', () => {
  const target = '/api/runs/x/events?after=7';
  const change = () => [`Origin: http://${front.host}`, 'Content-Type: application/json'];

  async function ticketFor(path: string, as: TestFront = front): Promise<string> {
    const body = JSON.stringify({ path });
    const lines = [...change(), `Content-Length: ${body.length}`];
    const answer = await as.askInside('POST /api/session/tickets', lines, body);
    expect(answer.status).toBe(201);
    return JSON.parse(answer.body).ticket;
  }

  it('opens its address once, without the token, and the handler does not see it', async () => {
    seen.length = 0;
    const ticket = await ticketFor(target);
    const ticketed = `GET ${target}&ticket=${ticket}`;
    expect((await front.askWithCookie(ticketed)).status).toBe(200);
    expect((await front.askWithCookie(ticketed)).status).toBe(403);
    const plain = '/api/runs/x/report.csv';
    expect((await front.askWithCookie(`GET ${plain}?ticket=${await ticketFor(plain)}`)).status).toBe(200);
    expect(seen).toEqual([target, plain]);
  });

  it('opens no other address, changes nothing, and is nothing without the cookie', async () => {
    seen.length = 0;
    const attempts: [string, (line: string, headers?: readonly string[]) => Promise<{ status: number }>][] = [
      ['GET /api/runs/x/events?after=8', front.askWithCookie],
      ['GET /api/runs/y/events?after=7', front.askWithCookie],
      [`HEAD ${target}`, front.askWithCookie],
      [`POST ${target}`, (line) => front.askWithCookie(line, [...change(), 'Content-Length: 0'])],
      [`DELETE ${target}`, (line) => front.askWithCookie(line, [...change(), 'Content-Length: 0'])],
      [`GET ${target}`, front.ask],
    ];
    for (const [line, ask] of attempts) {
      const { status } = await ask(`${line}&ticket=${await ticketFor(target)}`);
      expect([line, status]).toEqual([
        line,
        expect.toSatisfy((code: number) => code === 401 || code === 403),
      ]);
    }
    expect(seen).toEqual([]);
  });

  it('is over after half a minute', async () => {
    const ticket = await ticketFor(target);
    now += 30_001;
    expect((await front.askWithCookie(`GET ${target}&ticket=${ticket}`)).status).toBe(403);
  });

  it('of another browser opens nothing', async () => {
    const answer = await front.launch(front.links().named);
    const other = (answer.header('set-cookie') ?? '').split(';')[0];
    const ticket = await ticketFor(target);
    expect((await front.ask(`GET ${target}&ticket=${ticket}`, [`Cookie: ${other}`])).status).toBe(403);
  });

  it.each(['/', '/runs', 'http://example.com/api/', '/api/a b', '/api/a#b', ''])(
    'is not given for %o',
    async (path) => {
      const body = JSON.stringify({ path });
      const lines = [...change(), `Content-Length: ${body.length}`];
      expect((await front.askInside('POST /api/session/tickets', lines, body)).status).toBe(400);
    },
  );
});
