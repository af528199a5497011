import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedHeaders } from '#lib/server/front/security-headers';
import { type Answer, exchange, startTestFront, type TestFront } from '#test/front';

let front: TestFront;
beforeAll(async () => {
  front = await startTestFront((request, response) => {
    if (request.url === '/throw') throw new Error('inside');
    if (request.url === '/lax') {
      response.setHeader('X-Frame-Options', 'ALLOWALL');
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('X-Powered-By', 'x');
      response.writeHead(200, 'Fine', {
        'access-control-allow-credentials': 'true',
        'Cache-Control': 'public',
        'X-Own': 'kept',
      });
    }
    if (request.url === '/list') response.writeHead(201, ['X-Own', 'kept', 'Referrer-Policy', 'unsafe-url']);
    if (request.url === '/stream') response.flushHeaders();
    if (request.url === '/report') response.setHeader('Content-Security-Policy', 'sandbox');
    if (request.url === '/_next/static/gone.js') response.statusCode = 404;
    response.end(request.headers['content-security-policy']);
  });
});
afterAll(() => front.close());

function policies(answer: Answer): string[] {
  return answer.headers.filter(([name]) => name === 'content-security-policy').map(([, value]) => value);
}

function expectSealed(answer: Answer): void {
  for (const [name, value] of Object.entries(fixedHeaders)) {
    expect(answer.headers.filter(([each]) => each === name.toLowerCase())).toEqual([
      [name.toLowerCase(), value],
    ]);
  }
  expect(policies(answer)[0]).toMatch(
    /^default-src 'none'; script-src 'self' 'nonce-[\w+/]{22}==' 'strict-dynamic'; /,
  );
  expect(policies(answer)[0]).toContain("frame-ancestors 'none'");
  expect(policies(answer)[0]).toContain("worker-src 'none'");
  expect(policies(answer)[0]).toContain("manifest-src 'self'");
  expect(policies(answer)[0]).not.toContain('unsafe-eval');
  expect(answer.header('cache-control')).toBe('no-store');
  expect(answer.headers.filter(([name]) => /^access-control-|^x-powered-by$|^server$/.test(name))).toEqual(
    [],
  );
}

describe('every answer has the security headers', () => {
  it.each([
    ['a page', 'GET /', 200],
    ['HEAD', 'HEAD /', 200],
    ['a handler that sets weaker ones', 'GET /lax', 200],
    ['a handler that gives a list of headers', 'GET /list', 201],
    ['a stream', 'GET /stream', 200],
    ['a fault', 'GET /throw', 500],
    ['the session', 'GET /api/session', 200],
    ['the launch page', 'GET /launch/x', 200],
    ['a file that is not there', 'GET /_next/static/gone.js', 404],
    ['a bad method', 'OPTIONS /', 405],
    ['a bad target', 'GET //x', 400],
  ])('%s', async (_what, line, status) => {
    const answer = await front.askInside(line, [`Origin: http://${front.host}`]);
    expect(answer.status).toBe(status);
    expectSealed(answer);
  });

  it('those to strangers, those that let in, and those to what is not HTTP', async () => {
    const answers = await Promise.all([
      front.ask('GET /'),
      front.ask('GET /api/runs'),
      front.ask('GET /', ['Host: example.com']),
      front.ask('POST /', ['Origin: null', 'Content-Length: 0']),
      front.launch(front.links().named),
      front.launch('wrong'),
      exchange(front.port, 'nonsense\r\n\r\n'),
      front.ask('GET /', ['Expect: miracles']),
      front.ask('GET /', [`X-Long: ${'x'.repeat(20_000)}`]),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([401, 401, 421, 401, 200, 403, 400, 401, 431]);
    answers.forEach(expectSealed);
  });
});

describe('what a handler may do', () => {
  it('keep its own headers and reason', async () => {
    expect((await front.askInside('GET /lax')).header('x-own')).toBe('kept');
    expect((await front.askInside('GET /list')).header('x-own')).toBe('kept');
  });

  it('add a policy besides ours, as a report does', async () => {
    const answer = await front.askInside('GET /report');
    expect(policies(answer)).toEqual([expect.stringContaining("default-src 'none'"), 'sandbox']);
  });

  it('let the browser keep files with a hash in their name', async () => {
    const answer = await front.askInside('GET /_next/static/chunks/1.js');
    expect(answer.header('cache-control')).toBe('private, max-age=31536000, immutable');
  });

  it('see the nonce of the answer, which is another one each time', async () => {
    const [first, second] = [await front.askInside('GET /'), await front.askInside('GET /')];
    expect(policies(first)).toEqual([first.body]);
    expect(first.body).not.toBe(second.body);
  });
});

it('a page of the front itself has only a style and a script with the nonce', async () => {
  const answer = await front.ask('GET /');
  const nonce = /'nonce-([^']+)'/.exec(policies(answer)[0] ?? '')?.[1];
  expect(answer.body.match(/<(?:style|script)[^>]*>/g)).toEqual([
    `<style nonce="${nonce}">`,
    `<script nonce="${nonce}">`,
  ]);
});
