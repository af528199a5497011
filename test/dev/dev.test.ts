/** Starts `npm run dev` and uses it as a browser does: a page of Next.js in development, behind the guard. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { apiKey } from '#lib/demo/organisation/keys';
import { isWindows } from '#test/able';
import { exchange } from '#test/front';
import { until } from '#test/until';

const secret = `${apiKey}-of-the-environment`;
const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('lockstep-dev-'));

let child: ChildProcess;
let output = '';
let ended = false;
let host = '';
let port = 0;
let before: string[];
const inside = { cookie: '', 'x-lockstep-token': '' };

beforeAll(async () => {
  before = folders();
  child = spawn(process.execPath, ['scripts/dev.mjs'], {
    env: { ...process.env, PORT: '0', ATLASSIAN_ORG_API_KEY: secret },
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
    });
  }
  child.once('close', () => {
    ended = true;
  });
  await until(() => ended || output.includes('The link stays the same'));
});
afterAll(async () => {
  child.kill();
  await until(() => ended);
});

const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(`http://localhost:${port}${path}`, { headers });

it('starts, lets a page in, and shows it', async ({ skip }) => {
  const isTaken = /Another next dev server/i.test(output);
  skip(isTaken, 'npm run dev runs in this working copy already');
  const link = /http:\/\/localhost:\d+\/launch\/[\w-]+/.exec(output)?.[0];
  expect(link, output).toBeDefined();
  const { origin, host: own, port: taken } = new URL(link ?? '');
  host = own;
  port = Number(taken);
  expect(output).toContain('ATLASSIAN_ORG_API_KEY is ignored in development');
  expect(output).not.toContain(secret);

  expect((await ask('/')).status).toBe(401);
  const letIn = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ code: link }),
  });
  inside['x-lockstep-token'] = (await letIn.json()).token;
  inside.cookie = letIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const page = await ask('/', inside);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("'unsafe-eval'");
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(await page.text()).toContain('/_next/static/chunks/');
  const connection = await ask('/api/connection', inside);
  expect(await connection.json()).toMatchObject({ state: 'connected', source: 'demo' });
});

it('lets Next’s websocket through with the cookie and our origin only', async ({ skip }) => {
  skip(port === 0, 'no page was let in');
  const upgrade = async (path: string, headers: readonly string[]) => {
    const lines = [`GET ${path} HTTP/1.1`, `Host: ${host}`, 'Connection: Upgrade', 'Upgrade: websocket'];
    const key = ['Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='];
    // The close frame ends an accepted connection.
    const close = '\x88\x80\x00\x00\x00\x00';
    return (await exchange(port, `${[...lines, ...key, ...headers].join('\r\n')}\r\n\r\n${close}`)).status;
  };
  const origin = `Origin: http://${host}`;
  const cookie = `Cookie: ${inside.cookie}`;
  expect(await upgrade('/_next/hmr?id=1', [origin, cookie])).toBe(101);
  expect(await upgrade('/_next/hmr?id=1', [origin])).toBe(0);
  expect(await upgrade('/_next/hmr?id=1', ['Origin: http://example.com', cookie])).toBe(0);
  expect(await upgrade('/', [origin, cookie])).toBe(0);
});

it('removes its data folder at the end', async ({ skip }) => {
  skip(isWindows, 'Windows ends a process without asking it');
  skip(port === 0, 'no page was let in');
  child.kill('SIGTERM');
  await until(() => ended);
  expect(folders().filter((name) => !before.includes(name))).toEqual([]);
});
