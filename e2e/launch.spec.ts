/** Getting in: the link, the cookie alone, other browsers, and service workers of other programs. */
import { existsSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from '@playwright/test';
import type { DemoOrganisation } from '#lib/demo/server';
import { until } from '#test/until';
import { expectAccessible } from './axe';
import { connectedTo, expect, test } from './fixtures';
import { deactivateSelected, expectEnded, ordinaryPeople, uploadForReview, usersExport } from './job';
import { askFrom, letIn } from './let-in';
import { newDataDir, removeDataDir, startLockstep } from './lockstep';

const many = { LOCKSTEP_LINKS: 'many' };

/** The cookies of a page, as another program on this computer would receive and replay them. */
async function cookieOf(page: Page): Promise<string> {
  const cookies = await page.context().cookies();
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}

function tokenOf(page: Page): Promise<string | null> {
  return page.evaluate(() => localStorage.getItem('lockstep.token'));
}

interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A request of a program to 127.0.0.1 with the `Host` of a link: Node cannot resolve the name as browsers do. */
function ask(
  origin: string,
  line: string,
  headers: Record<string, string> = {},
  body = '',
): Promise<RawAnswer> {
  const { host, port } = new URL(origin);
  const [method = '', target = ''] = line.split(' ');
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, method, path: target, headers: { host, ...headers } },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          text += chunk;
        });
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }),
        );
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

/** A run that has ended. Returns the IDs of its roster and of the run. */
async function doRun(page: Page, organisation: DemoOrganisation): Promise<{ roster: string; run: string }> {
  await uploadForReview(page, usersExport(ordinaryPeople(organisation, 3)));
  const roster = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await deactivateSelected(page, 3);
  await expectEnded(page);
  return { roster, run: new URL(page.url()).pathname.split('/').at(-1) ?? '' };
}

test('no route and no page gives a token, a name or an address for the cookie alone, under either host name', async ({
  page,
  organisation,
  dataDir,
}) => {
  const lockstep = await startLockstep(dataDir, { ...connectedTo(organisation), ...many });
  await letIn(page, lockstep.link);
  const { roster, run } = await doRun(page, organisation);
  const token = (await tokenOf(page)) ?? '';
  expect(token).toHaveLength(43);
  const cookie = await cookieOf(page);
  const plan = JSON.parse((await askFrom(page, `/api/runs/${run}`)).text).plan?.id ?? 'x';
  const people = ordinaryPeople(organisation, 1);
  const telling = [
    token,
    organisation.organisationId,
    'export-users.csv',
    ...organisation.people().flatMap(({ name, email, accountId }) => [name, email, accountId]),
  ];
  const manifest = JSON.parse(await readFile('.next/app-path-routes-manifest.json', 'utf8')) as object;
  const routes = [...new Set(Object.values(manifest).map(String))].flatMap((route) =>
    [roster, run, plan].map((id) =>
      route
        .replace('[accountId]', people[0]?.accountId ?? 'x')
        .replace('[file]', 'users.csv')
        .replace('[id]', id),
    ),
  );
  const own = [
    '/api/session',
    '/api/session/others',
    '/api/session/others/known',
    '/api/session/tickets',
    '/launch',
    '/launch/x',
    ...(await readdir('public')).map((name) => `/${name}`),
  ];
  const targets = [...new Set([...routes, ...own])];
  expect(targets.length).toBeGreaterThan(50);
  const wrong: unknown[] = [];
  for (const link of [lockstep.link, lockstep.plainLink]) {
    const { origin } = new URL(link);
    // The cookie is valid: it gets the page, which contains no data.
    expect((await ask(origin, `GET /runs/${run}`, { cookie })).status).toBe(200);
    for (const target of targets) {
      const isApi = target.startsWith('/api/');
      const fromPage = { cookie, origin, 'sec-fetch-site': 'same-origin' };
      // A page can be requested as a whole, and in the parts that its router requests.
      const asked: [string, Record<string, string>][] = isApi
        ? [[target, fromPage]]
        : [
            [target, fromPage],
            [`${target}?_rsc=1`, { cookie, rsc: '1' }],
          ];
      for (const [address, headers] of asked) {
        const answer = await ask(origin, `GET ${address}`, headers);
        const whole = JSON.stringify(answer.headers) + answer.body;
        const told = telling.filter((text) => whole.includes(text));
        if (told.length > 0 || (isApi && answer.status !== 403)) wrong.push({ address, told, answer });
      }
      if (!isApi) continue;
      const changing = { cookie, origin, 'content-type': 'application/json' };
      const answer = await ask(origin, `POST ${target}`, changing, '{}');
      // A request with the cookie may still send a code; this one has none.
      const expected = target === '/api/session' ? 400 : 403;
      if (answer.status !== expected) wrong.push({ target, answer });
    }
  }
  expect(wrong).toEqual([]);
  await lockstep.stop();
});

test.describe('in a German browser', () => {
  // The server writes British English, so a number that it wrote into a page would differ and be reported here.
  test.use({ locale: 'de-DE' });

  test('the browser reads manifest and icons with the cookie, and the console stays empty before and after', async ({
    page,
    lockstep,
  }) => {
    const told: string[] = [];
    page.on('console', (message) => told.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (problem) => told.push(String(problem)));
    await page.goto(`${lockstep.origin}/launch/x`);
    await expect(page.getByLabel('Or paste the link here')).toBeVisible();
    await expect(page.locator('link[rel="manifest"], link[href^="/"]')).toHaveCount(0);
    // The browser itself reports the refused code.
    const refused = 'error: Failed to load resource: the server responded with a status of 403';
    expect(told.filter((line) => !line.startsWith(refused))).toEqual([]);

    told.length = 0;
    await letIn(page, lockstep.link);
    const browser = await page.context().newCDPSession(page);
    for (const place of ['/', '/runs', '/settings']) {
      await page.goto(`${lockstep.origin}${place}`);
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
      const manifest = await browser.send('Page.getAppManifest');
      expect([place, manifest.errors]).toEqual([place, []]);
      expect(JSON.parse(manifest.data ?? '')).toMatchObject({ name: 'Lockstep', display: 'browser' });
      const icons = page.locator('link[rel="icon"], link[rel="apple-touch-icon"]');
      for (const icon of await icons.all()) {
        const address = (await icon.getAttribute('href')) ?? '';
        expect([address, (await askFrom(page, address)).status]).toEqual([address, 200]);
      }
      expect(await icons.count()).toBe(3);
    }
    expect(told).toEqual([]);
  });
});

test('a program signs in with the code alone, at 127.0.0.1 with the host name of the link', async ({
  organisation,
  dataDir,
}) => {
  const lockstep = await startLockstep(dataDir, { ...connectedTo(organisation), ...many });
  for (const link of [lockstep.link, lockstep.plainLink]) {
    const { origin } = new URL(link);
    const headers = { origin, 'content-type': 'application/json' };
    const entered = await ask(origin, 'POST /api/session', headers, JSON.stringify({ code: link }));
    expect(entered.status).toBe(200);
    const { token } = JSON.parse(entered.body);
    const cookie = String(entered.headers['set-cookie']).split(';')[0] ?? '';
    const answer = await ask(origin, 'GET /api/connection', { cookie, 'x-lockstep-token': token });
    expect([answer.status, JSON.parse(answer.body).state]).toEqual([200, 'connected']);
  }
  await lockstep.stop();
});

test('Lockstep goes on when nobody reads its output any more', async ({ dataDir }) => {
  const lockstep = await startLockstep(dataDir, many);
  const headers = { origin: lockstep.origin, 'content-type': 'application/json' };
  const code = JSON.stringify({ code: lockstep.link });
  expect((await ask(lockstep.origin, 'POST /api/session', headers, code)).status).toBe(200);
  lockstep.closeOutput();
  // Lockstep prints that another browser has signed in.
  const entered = await ask(lockstep.origin, 'POST /api/session', headers, code);
  expect(entered.status).toBe(200);
  const { token } = JSON.parse(entered.body);
  const cookie = String(entered.headers['set-cookie']).split(';')[0] ?? '';
  const answer = await ask(lockstep.origin, 'GET /api/connection', { cookie, 'x-lockstep-token': token });
  expect(answer.status).toBe(200);
  expect(await lockstep.stop()).toBe(0);
});

test('the link works once; a page without a token says how to sign in again, and then returns to where it was', async ({
  page,
  browser,
  lockstep,
}) => {
  await letIn(page, lockstep.link);
  expect(await page.content()).not.toContain((await tokenOf(page)) ?? 'none');
  const second = await (await browser.newContext()).newPage();
  await second.goto(lockstep.link);
  await expect(second.getByRole('heading', { level: 1 })).toHaveText(/no longer works/);
  await expect(second.getByLabel('Or paste the link here')).toBeVisible();
  await expectAccessible(second, 'a link that was used');

  await page.goto(`${lockstep.origin}/runs`);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await page.waitForURL('**/launch?next=%2Fruns');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This browser is not signed in.');
  await expect(page.getByText('Then this page opens: /runs')).toBeVisible();
  await expectAccessible(page, 'not signed in');
});

test('an address of an earlier start redirects to the new host name, and never to another site', async ({
  page,
  dataDir,
}) => {
  const lockstep = await startLockstep(dataDir, many);
  const { port } = new URL(lockstep.link);
  await page.goto(`http://lockstep-abcdefghijkmnpqr.localhost:${port}/runs?x=1`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/an earlier start/);
  const field = page.getByLabel('Or paste the link here');
  await field.fill(`http://evil.example:${port}/launch/x`);
  await page.getByRole('button', { name: 'Open' }).click();
  await expect(page.getByText('This is not a launch link of this Lockstep.')).toBeVisible();
  await field.fill(lockstep.link);
  await page.getByRole('button', { name: 'Open' }).click();
  await page.waitForURL(`${lockstep.origin}/runs?x=1`);

  for (const next of [
    '//evil.example/',
    '/\\evil.example/',
    'http://evil.example/',
    'javascript:alert(1)',
    '/launch/x',
    '/%09/evil.example',
    '/.//evil.example/',
    '/x/..//evil.example/',
  ]) {
    await page.goto(`${lockstep.link}?next=${encodeURIComponent(next)}`);
    // The address is known before its page has loaded.
    await page.waitForURL((url) => !url.pathname.startsWith('/launch'), { waitUntil: 'commit' });
    expect([next, new URL(page.url()).origin]).toEqual([next, lockstep.origin]);
  }
  await lockstep.stop();
});

test('the browser opens a file with the link: readable by the owner only, deleted after use, and without the key', async ({
  page,
  dataDir,
}) => {
  test.skip(process.platform !== 'linux', 'xdg-open is what Linux has');
  const folder = await newDataDir();
  const told = path.join(folder, 'told');
  const opener = path.join(folder, 'xdg-open');
  const key = 'key-of-the-environment';
  await writeFile(opener, `#!/bin/sh\n(echo "$@"; env) > ${told}.part && mv ${told}.part ${told}\n`, {
    mode: 0o755,
  });
  const lockstep = await startLockstep(dataDir, {
    LOCKSTEP_OPEN: '1',
    ATLASSIAN_ORG_API_KEY: key,
    ATLASSIAN_API_URL: 'http://127.0.0.1:1',
    PATH: `${folder}:${process.env.PATH}`,
  });
  await until(() => existsSync(told));
  const [commandLine = '', ...environment] = (await readFile(told, 'utf8')).trim().split('\n');
  expect(environment.join('\n')).toContain('LOCKSTEP_OPEN=1');
  expect(environment.join('\n')).not.toContain(key);
  expect(commandLine).not.toContain(lockstep.link.replace(/.*\//, ''));
  expect(path.dirname(commandLine)).toBe(dataDir);
  expect((await stat(commandLine)).mode & 0o777).toBe(0o600);
  await page.goto(`file://${commandLine}`).catch(() => undefined);
  await page.waitForURL(`${lockstep.origin}/`);
  expect(existsSync(commandLine)).toBe(false);
  await lockstep.stop();
  await removeDataDir(folder);
});

async function another(browser: Browser): Promise<Page> {
  return (await browser.newContext()).newPage();
}

test('a second browser is announced on the page and in the terminal, and can be signed out', async ({
  page,
  browser,
  dataDir,
}) => {
  const lockstep = await startLockstep(dataDir, many);
  await letIn(page, lockstep.link);
  await expect(page.getByRole('complementary', { name: 'Other browsers' })).toHaveCount(0);
  const second = await another(browser);
  await letIn(second, lockstep.link);
  expect(lockstep.output()).toContain('Another browser has signed in');
  await page.reload();
  const notice = page.getByRole('complementary', { name: 'Other browsers' });
  await expect(notice).toContainText('Another browser signed in at');
  await expectAccessible(page, 'another browser');
  await page.setViewportSize({ width: 320, height: 568 });
  await expect(notice.getByText('Anybody who is signed in')).toBeHidden();
  const lines = await Promise.all([
    notice.getByText('Another browser signed in at').boundingBox(),
    notice.getByRole('button', { name: 'Sign out everywhere else' }).boundingBox(),
    notice.getByRole('button', { name: 'That is me' }).boundingBox(),
  ]);
  expect(lines[0]?.height).toBeLessThan(32);
  expect(lines[1]?.y).toBe(lines[2]?.y);
  await notice.getByRole('button', { name: 'What this means' }).click();
  await expect(notice.getByText('Anybody who is signed in')).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 720 });
  await notice.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await expect(notice).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await second.goto(`${lockstep.origin}/runs`);
  await expect(second.getByRole('heading', { level: 1 })).toHaveText('This browser is not signed in.');
  await expect.poll(() => lockstep.output()).toContain('Open this link: ');

  const third = await another(browser);
  await third.goto(lockstep.link);
  await expect(third.getByRole('heading', { level: 1 })).toHaveText(/no longer works/);
  await letIn(third, /Open this link: (\S+)/.exec(lockstep.output())?.[1] ?? '');
  // Data left in the page's storage by a program that had this port before does not make a browser known.
  await page.evaluate(() => localStorage.setItem('lockstep.known-browsers', String(Number.MAX_SAFE_INTEGER)));
  await page.reload();
  await notice.getByRole('button', { name: 'That is me' }).click();
  await expect(notice).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(notice).toHaveCount(0);
  await lockstep.stop();
});

/** A planted worker: it records every address, and passes requests on or answers them itself. */
const worker = (answers: boolean) => `
  self.addEventListener('install', () => self.skipWaiting());
  self.addEventListener('activate', (event) => event.waitUntil(clients.claim()));
  self.addEventListener('fetch', (event) => {
    event.waitUntil(caches.open('seen').then((cache) => cache.put('/seen/' + encodeURIComponent(event.request.url), new Response(''))));
    ${answers ? "event.respondWith(new Response('<h1>planted</h1>', { headers: { 'content-type': 'text/html' } }));" : 'event.respondWith(fetch(event.request));'}
  });`;

for (const answers of [false, true]) {
  test(`a service worker on the port that ${answers ? 'answers by itself' : 'passes requests on'} sees neither code nor page under the start’s host name`, async ({
    page,
    dataDir,
  }) => {
    const squatter = createServer((asked, response) => {
      const isScript = asked.url === '/sw.js';
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
      response.end(isScript ? worker(answers) : '<!doctype html><title>squatter</title>');
    });
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
    const { port } = squatter.address() as AddressInfo;
    await page.goto(`http://localhost:${port}/`);
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('/sw.js');
      await navigator.serviceWorker.ready;
    });
    squatter.closeAllConnections();
    await new Promise((resolve) => squatter.close(resolve));

    const lockstep = await startLockstep(dataDir, { PORT: String(port) });
    expect(new URL(lockstep.link).port).toBe(String(port));
    await letIn(page, lockstep.link);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Deactivate Atlassian users/);
    const seen = () =>
      page.evaluate(async () => {
        const cache = await caches.open('seen');
        return (await cache.keys()).map(({ url }) => decodeURIComponent(url));
      });
    expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
    expect(await seen()).toEqual([]);

    await page.goto(lockstep.plainLink);
    if (answers) {
      // A program that answers instead of Lockstep under a shared name sees the requests; SECURITY.md says so.
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('planted');
    } else {
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(
        /Another program has left a service worker/,
      );
      await expect(page.getByRole('button', { name: 'Open Lockstep' })).toBeHidden();
      expect((await seen()).filter((url) => url.includes('/api/session'))).toEqual([]);
      await expectAccessible(page, 'a service worker of another program');
    }
    expect(await page.context().cookies(`http://localhost:${port}`)).toEqual([]);
    await lockstep.stop();
  });
}

test('under plain localhost the page explains the weaker protection, and opens with a click', async ({
  page,
  lockstep,
}) => {
  await page.goto(lockstep.plainLink);
  await expect(page.getByText('this second link is for Safari')).toBeVisible();
  await expectAccessible(page, 'the plain link');
  await page.getByRole('button', { name: 'Open Lockstep' }).click();
  await page.waitForURL(`${new URL(lockstep.plainLink).origin}/`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
