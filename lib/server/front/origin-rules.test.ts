import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestFront, type TestFront } from '#test/front';

const seen: string[] = [];
let front: TestFront;
beforeAll(async () => {
  front = await startTestFront((request, response) => {
    seen.push(String(request.method));
    response.end('handled');
  });
});
afterAll(() => front.close());
beforeEach(() => {
  seen.length = 0;
});

/** The headers of a change from our own page, with some of them replaced; null omits one. */
function change(replaced: Record<string, string | null> = {}): string[] {
  const right: Record<string, string | null> = {
    Origin: `http://${front.host}`,
    'Sec-Fetch-Site': 'same-origin',
    'Content-Type': 'application/json',
    'x-lockstep-token': front.token,
    'Content-Length': '0',
    ...replaced,
  };
  return Object.entries(right).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
}

describe('a request that changes something', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s is handed on from our own page', async (method) => {
    expect((await front.askWithCookie(`${method} /api/runs`, change())).status).toBe(200);
    expect(seen).toEqual([method]);
  });

  it.each([
    { 'Content-Type': 'text/csv' },
    { 'Content-Type': 'Application/JSON; charset=utf-8' },
    { 'Sec-Fetch-Site': null },
  ])('is handed on with %o', async (replaced) => {
    expect((await front.askWithCookie('POST /api/rosters', change(replaced))).status).toBe(200);
  });

  it.each([
    { Origin: null },
    { Origin: 'null' },
    { Origin: '' },
    { Origin: 'http://localhost:1' },
    { Origin: 'http://localhost' },
    { Origin: 'http://example.com' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { 'Sec-Fetch-Site': 'none' },
    { 'Content-Type': null },
    { 'Content-Type': 'text/plain' },
    { 'Content-Type': 'application/x-www-form-urlencoded' },
    { 'Content-Type': 'multipart/form-data; boundary=application/json' },
    { 'Content-Type': 'application/octet-stream' },
    { 'Content-Type': 'application/jsonp' },
    { 'x-lockstep-token': null },
    { 'x-lockstep-token': '' },
    { 'x-lockstep-token': 'wrong' },
  ])('is refused with %o', async (replaced) => {
    const answer = await front.askWithCookie('POST /api/runs', change(replaced));
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body).error.hint).not.toBe('');
    expect(seen).toEqual([]);
  });

  it('is refused from the other scheme, and from another of its own names', async () => {
    const { port } = front;
    for (const origin of [
      `https://localhost:${port}`,
      `http://localhost:${port}`,
      `http://127.0.0.1:${port}`,
      `http://localhost:${port}/`,
    ]) {
      expect((await front.askWithCookie('POST /api/runs', change({ Origin: origin }))).status).toBe(403);
    }
  });

  it('is refused with a second origin, site or token beside the right one', async () => {
    const extra = ['Origin: http://example.com', 'Sec-Fetch-Site: cross-site', 'x-lockstep-token: x'];
    for (const line of extra) {
      expect((await front.askWithCookie('POST /api/runs', [...change(), line])).status).toBe(403);
    }
    expect(seen).toEqual([]);
  });

  it('is refused with the token of another start', async () => {
    const other = await startTestFront();
    const answer = await front.askWithCookie('POST /api/runs', change({ 'x-lockstep-token': other.token }));
    expect(answer.status).toBe(403);
    await other.close();
  });

  it('is refused for pages as for the API', async () => {
    const answer = await front.askWithCookie('POST /', change({ Origin: 'http://example.com' }));
    expect([answer.status, answer.header('content-type')]).toEqual([403, 'text/html; charset=utf-8']);
  });
});

describe('a request that only reads', () => {
  const link = ['Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: document'];

  it.each([
    ['/api/runs', []],
    ['/api/runs', ['Sec-Fetch-Site: same-origin']],
    ['/api/runs', ['Sec-Fetch-Site: none', ...link]],
    ['/', ['Sec-Fetch-Site: cross-site', ...link]],
    ['/runs/1', ['Sec-Fetch-Site: same-site', ...link]],
  ])('is handed on: %s with %o', async (path, headers) => {
    expect((await front.askInside(`GET ${path}`, headers)).status).toBe(200);
  });

  it.each([
    ['/api/runs', ['Sec-Fetch-Site: cross-site']],
    ['/api/runs', ['Sec-Fetch-Site: same-site']],
    ['/api/runs', ['Sec-Fetch-Site: same-site', ...link]],
    ['/%61pi/runs', ['Sec-Fetch-Site: cross-site', ...link]],
    ['/api/runs', ['Origin: http://localhost:1']],
    ['/api/runs', ['Origin: null']],
    [
      '/_next/static/x.js',
      ['Sec-Fetch-Site: same-site', 'Sec-Fetch-Mode: no-cors', 'Sec-Fetch-Dest: script'],
    ],
    ['/', ['Sec-Fetch-Site: same-site', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: iframe']],
    ['/', ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors']],
  ])('is refused: %s with %o', async (path, headers) => {
    expect((await front.askInside(`GET ${path}`, headers)).status).toBe(403);
    expect((await front.askInside(`HEAD ${path}`, headers)).status).toBe(403);
    expect(seen).toEqual([]);
  });
});
