import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestFront, type TestFront } from '#test/front';

let front: TestFront;
let last: IncomingMessage | undefined;
beforeAll(async () => {
  front = await startTestFront((request, response) => {
    last = request;
    response.end('handled');
  });
});
afterAll(() => front.close());

it('headers that steer Next from outside do not reach it, in any form', async () => {
  const steering = [
    'X-Middleware-Subrequest: middleware',
    'x-middleware-rewrite: /x',
    'X-Forwarded-Host: example.com',
    'x-forwarded-for: 203.0.113.1',
    'X-Forwarded-Proto: https',
    'x-nextjs-data: 1',
    'x-nextjs-html-request-id: 1',
    'X-Invoke-Path: /x',
    'x-matched-path: /x',
    'x-prerender-revalidate: x',
    'Next-Resume: 1',
    'x-http-method-override: DELETE',
    'Content-Encoding: gzip',
    'traceparent: 00-1-1-00',
    'Authorization: Bearer x',
    'Forwarded: host=example.com',
  ];
  const answer = await front.askInside('GET /', steering);
  expect(answer.status).toBe(200);
  const names = steering.map((line) => line.split(':')[0]?.toLowerCase() ?? '');
  const raw = last?.rawHeaders.filter((_text, index) => index % 2 === 0).map((name) => name.toLowerCase());
  for (const name of [...names, 'cookie']) {
    expect(last?.headers).not.toHaveProperty([name]);
    expect(last?.headersDistinct).not.toHaveProperty([name]);
    expect(raw).not.toContain(name);
  }
});

it('the policy is ours, whatever was sent, and the token is in no header', async () => {
  const planted = ["Content-Security-Policy: script-src 'nonce-planted'", 'x-nonce: planted'];
  const answer = await front.askInside('GET /', planted);
  expect(last?.headers['content-security-policy']).toBe(answer.header('content-security-policy'));
  const handedOn = JSON.stringify([last?.headers, last?.headersDistinct, last?.rawHeaders]);
  expect(handedOn).not.toMatch(/planted/);
  expect(handedOn).not.toContain(front.token);
});

it('what the router of the page needs is handed on', async () => {
  const needed = [
    'RSC: 1',
    'Next-Router-State-Tree: x',
    'Next-Url: /runs',
    'Accept: text/x-component',
    'Last-Event-ID: 7',
  ];
  await front.askInside('GET /runs?_rsc=1', needed);
  expect(last?.headers).toMatchObject({
    host: front.host,
    rsc: '1',
    'next-router-state-tree': 'x',
    'next-url': '/runs',
    accept: 'text/x-component',
    'last-event-id': '7',
  });
});
