/** Attacks by a hostile page, program or file, against the real program and in a real browser. */

import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Page } from '@playwright/test';
import Papa from 'papaparse';
import { startDemoOrganisation } from '#lib/demo/server';
import { nastyStrings } from '#test/samples/nasty-strings';
import { connectedTo, expect, test } from './fixtures';
import {
  chooseFile,
  deactivateSelected,
  downloadReport,
  expectEnded,
  ordinaryPeople,
  rehearse,
  sayNotInFile,
  uploadForReview,
  usersExport,
} from './job';
import { called } from './ledger';
import { askFrom, letIn } from './let-in';
import { startLockstep } from './lockstep';

test('every route of the build reveals nothing without the cookie, in any variant', async ({
  lockstep,
  organisation,
}) => {
  const manifest = JSON.parse(await readFile('.next/app-path-routes-manifest.json', 'utf8')) as object;
  const routes = Object.values(manifest).map((route) => String(route).replaceAll(/\[[^\]]*\]/g, 'x'));
  const build = (await readFile('.next/BUILD_ID', 'utf8')).trim();
  const assets = (await readdir('.next/static', { recursive: true })).filter((name) => name.includes('.'));
  const files = await readdir('public');
  const targets = [
    ...routes.flatMap((route) => [
      route,
      `${route}.rsc`,
      `${route}?_rsc=1`,
      ...(route === '/' ? [] : [`${route}/`]),
    ]),
    ...assets.map((name) => `/_next/static/${name.replaceAll(path.sep, '/')}`),
    `/_next/data/${build}/index.json`,
    '/_next/image?url=%2Ficon.svg&w=64&q=75',
    ...files.map((name) => `/${name}`),
    '/favicon.ico',
    '/robots.txt',
  ];
  expect(targets.length).toBeGreaterThan(100);
  // Compared once, at the end: a comparison for each would take longer than its request.
  const wrong: unknown[] = [];
  for (const target of targets) {
    for (const method of ['GET', 'HEAD', 'POST', 'DELETE']) {
      const answer = await ask(lockstep.origin, method, target, { rsc: '1', 'next-router-prefetch': '1' });
      const silent =
        answer.headers['set-cookie'] === undefined &&
        answer.headers['access-control-allow-origin'] === undefined &&
        !answer.body.includes(organisation.organisationId) &&
        !/self\.__next_f|webpack|turbopack/i.test(answer.body);
      if (answer.status !== 401 || !silent) wrong.push({ method, target, ...answer });
    }
  }
  expect(wrong).toEqual([]);
});

test('a page of another program on this computer can neither read nor change anything', async ({
  page,
  dataDir,
  organisation,
}) => {
  const lockstep = await startLockstep(dataDir, { ...connectedTo(organisation), LOCKSTEP_LINKS: 'many' });
  const origins = [lockstep.origin, new URL(lockstep.plainLink).origin];
  // Under both names, so that the browser has a cookie for each.
  await page.goto(lockstep.plainLink);
  await page.getByRole('button', { name: 'Open Lockstep' }).click();
  await page.waitForURL(`${origins[1]}/`);
  await letIn(page, lockstep.link);
  await uploadForReview(page, usersExport(ordinaryPeople(organisation, 3)));
  const review = page.url();
  const attacker = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>attacker</title><body>');
  });
  await new Promise<void>((resolve) => attacker.listen(0, '127.0.0.1', resolve));
  const { port } = attacker.address() as AddressInfo;
  const before = organisation.ledger().length;
  try {
    // `localhost` with another port is the same site as plain `localhost`: there the browser does send the cookie.
    const sites = [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
    for (const [site, origin] of sites.flatMap((each) => origins.map((origin) => [each, origin] as const))) {
      const hostile = await page.context().newPage();
      await hostile.goto(site);
      const came = await hostile.evaluate(attack, origin);
      expect([site, origin, came]).toEqual([site, origin, everythingFailed]);
      for (const frame of hostile.frames().slice(1)) {
        expect(await frame.evaluate(() => document.body.textContent).catch(() => '')).not.toMatch(/Lockstep/);
      }
      await hostile.close();
    }
    // No other host name is accepted, whatever it resolves to.
    const rebound = await ask(lockstep.origin, 'GET', '/', { host: `attacker.example.com:${port}` });
    expect(rebound.status).toBe(421);
    await page.goto(review);
    await expect(page.getByText('selected, of 3 in the file')).toBeVisible();
    expect(called(organisation)).toEqual([]);
    const asked = organisation.ledger().slice(before);
    expect(asked.filter(({ operation }) => operation.startsWith('lifecycle'))).toEqual([]);
  } finally {
    await lockstep.stop();
    attacker.close();
  }
});

test('the key is only in memory: not on disk, in an answer, a page, a report, the terminal or a process', async ({
  page,
  organisation,
  dataDir,
}) => {
  const key = organisation.apiKey;
  const encoded = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), Buffer.from(key)]).toString('base64');
    return text.slice(4, -4);
  });
  const forms = [key, encodeURIComponent(key), ...encoded];
  const found = (text: string | Buffer) => forms.filter((form) => text.includes(form));
  const lockstep = await startLockstep(dataDir, {
    ATLASSIAN_API_URL: organisation.url,
    LOCKSTEP_LOG: 'debug',
  });
  const answers: Promise<[string, string]>[] = [];
  page.on('response', (answer) => {
    if (!answer.url().includes('/events')) {
      answers.push(
        answer.text().then(
          (text) => [answer.url(), text],
          () => [answer.url(), ''],
        ),
      );
    }
  });
  await letIn(page, lockstep.link);
  await page.getByLabel('Organisation API key', { exact: true }).fill(key);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  const people = ordinaryPeople(organisation, 3);
  await uploadForReview(page, usersExport(people));
  // The run keeps the text of an answer.
  const refused = { answer: 400, body: { message: 'Not this user.' } };
  organisation.setFaults({ perAccount: { [people[1]?.accountId ?? '']: [refused] } });
  await deactivateSelected(page, 3);
  await expectEnded(page);
  expect(called(organisation)).toHaveLength(3);
  const id = new URL(page.url()).pathname.split('/').at(-1);
  for (const kind of ['csv', 'json', 'html']) {
    const { text } = await askFrom(page, `/api/runs/${id}/report.${kind}`);
    expect(text).toContain('Not this user.');
    expect([kind, found(text)]).toEqual([kind, []]);
  }
  for (const place of ['/', '/runs', '/settings', `/runs/${id}`]) {
    await page.goto(`${lockstep.origin}${place}`);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    expect([place, found(await page.content())]).toEqual([place, []]);
  }
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(found(kept + JSON.stringify(await page.context().cookies()))).toEqual([]);
  for (const [url, text] of await Promise.all(answers)) expect([url, found(text)]).toEqual([url, []]);
  expect(answers.length).toBeGreaterThan(20);
  if (process.platform === 'win32') {
    test
      .info()
      .annotations.push({ type: 'left out', description: 'Windows has no ps to list command lines' });
  } else expect(found(execFileSync('ps', ['axww', '-o', 'args']))).toEqual([]);
  expect(found(lockstep.output())).toEqual([]);
  expect(lockstep.output()).toContain('"event":"request"');
  const names = organisation.people().flatMap(({ name, email }) => [name, email ?? name]);
  expect(names.filter((name) => lockstep.output().includes(name))).toEqual([]);
  await lockstep.stop();
  for (const name of await readdir(dataDir)) {
    expect([name, found(await readFile(path.join(dataDir, name)))]).toEqual([name, []]);
  }
});

test('500 nasty texts stay texts in upload, list and reports', async ({ page, dataDir }) => {
  const organisation = await startDemoOrganisation({ people: 1_500 });
  const lockstep = await startLockstep(dataDir, connectedTo(organisation));
  const people = ordinaryPeople(organisation, nastyStrings.length);
  expect(people.length).toBeGreaterThan(500);
  const file = Papa.unparse({
    fields: ['User id', 'User name', 'email', 'User status', 'Team'],
    data: people.map(({ accountId }, at) => [
      accountId,
      nastyStrings[at],
      `${at}${nastyStrings[at]}@example.com`,
      'Active',
      nastyStrings[at],
    ]),
  });
  const outside: string[] = [];
  page.on('request', (asked) => {
    if (!asked.url().startsWith(lockstep.origin) && !/^(?:blob|data|file):/.test(asked.url()))
      outside.push(asked.url());
  });
  page.on('dialog', () => outside.push('a dialog'));
  await letIn(page, lockstep.link);
  await chooseFile(page, file, `${'<img src=x onerror=window.__attacked=1>'}.csv`);
  await page.waitForURL('**/review/*');
  await sayNotInFile(page);
  const grid = page.getByRole('grid');
  await expect(grid).toBeVisible();
  for (let at = 0; at < 30; at += 1) {
    await grid.hover();
    await page.mouse.wheel(0, 900);
    await expect(grid.getByRole('row').nth(3)).toBeVisible();
  }
  await expectUnharmed(page);
  await page
    .getByRole('searchbox')
    .or(page.getByPlaceholder(/Name, e-mail/))
    .first()
    .fill('<script>');
  await expect(page.getByRole('row').nth(2)).toContainText('<script>');
  await page
    .getByRole('searchbox')
    .or(page.getByPlaceholder(/Name, e-mail/))
    .first()
    .fill('');

  // Texts that cannot be seen or look like others are remarks, which start unticked.
  await page
    .getByRole('button', { name: /^Doubtful/ })
    .first()
    .click();
  await page.getByRole('button', { name: /I have looked at$/ }).click();
  await page.getByRole('button', { name: 'Deactivate selected' }).click();
  await rehearse(page);
  await page.waitForURL('**/runs/*');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    /^DRY RUN · \d+ of \d+ would be deactivated/,
  );
  await expectUnharmed(page);

  const report = await downloadReport(page);
  expect(report.length).toBeGreaterThan(500);
  const formula = /^(?:[\t\r\n\0]|[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])/u;
  expect(report.flatMap((row) => Object.values(row)).filter((cell) => formula.test(cell))).toEqual([]);
  const id = new URL(page.url()).pathname.split('/').at(-1);
  const json = JSON.parse((await askFrom(page, `/api/runs/${id}/report.json`)).text);
  const rows: { accountId: string; name: string }[] = json.rows;
  const given = new Map(people.map(({ accountId }, at) => [accountId, nastyStrings[at] ?? '']));
  const names = rows.map(({ accountId }) => {
    // Only the spaces around a name may be lost; `NaN` alone is how some tools write an empty value.
    const text = Buffer.from(given.get(accountId) ?? '').toString('utf8');
    return text.trim().replace(/^NaN$/, '');
  });
  expect(rows.map(({ name }) => name)).toEqual(names);
  const html = (await askFrom(page, `/api/runs/${id}/report.html`)).text;
  const reader = await page.context().newPage();
  // Without its content security policy: the page itself must be harmless.
  await reader.setContent(html.replace(/<meta http-equiv[^>]*>/, ''));
  await expect(reader.locator('tr[id^="user-"]')).toHaveCount(rows.length);
  await expectUnharmed(reader);
  expect(outside).toEqual([]);
  await lockstep.stop();
  await organisation.close();
});

async function expectUnharmed(page: Page): Promise<void> {
  expect(await page.evaluate(() => Reflect.get(window, '__attacked'))).toBeUndefined();
  await expect(page.locator('script:not([src]):text("__attacked=1")')).toHaveCount(0);
  await expect(page.locator('iframe, object, base, svg[onload], img[onerror]')).toHaveCount(0);
}

interface RawAnswer {
  status: number;
  headers: Record<string, unknown>;
  body: string;
}

/** A request without a browser, and without a cookie. */
function ask(
  origin: string,
  method: string,
  target: string,
  headers: Record<string, string>,
): Promise<RawAnswer> {
  const { host, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    // Node cannot resolve the name as browsers do.
    const to = { host: '127.0.0.1', port, method, path: target, headers: { host, ...headers } };
    const asked = request(to, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (text: string) => {
        body += text;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

const everythingFailed = {
  read: 'refused',
  readText: 'refused',
  change: 'refused',
  preflighted: 'refused',
  image: 'refused',
  script: 'refused',
  style: 'refused',
  socket: 'refused',
  stream: 'refused',
  form: 'sent',
  simple: 'sent',
  window: 'cut off',
};

/** Runs in the hostile page: everything that a page can send to another origin. */
async function attack(origin: string): Promise<Record<string, string>> {
  const refused = (work: Promise<unknown>) =>
    work.then(
      () => 'let through',
      () => 'refused',
    );
  const loaded = (element: HTMLElement & { src?: string; href?: string }, address: string) =>
    refused(
      new Promise((resolve, reject) => {
        element.onload = resolve;
        element.onerror = reject;
        if (element instanceof HTMLLinkElement) {
          element.rel = 'stylesheet';
          element.href = address;
        } else element.src = address;
        document.body.append(element);
      }),
    );
  const purge = `${origin}/api/retention/purge`;
  const everything = '{"everything":true}';
  const frame = document.createElement('iframe');
  frame.name = 'sink';
  document.body.append(frame);
  const sendForm = () =>
    new Promise<string>((resolve) => {
      const form = document.createElement('form');
      form.method = 'POST';
      form.action = purge;
      form.enctype = 'text/plain';
      form.target = 'sink';
      const field = document.createElement('input');
      field.name = '{"everything":true,"x":"';
      field.value = '"}';
      form.append(field);
      document.body.append(form);
      frame.onload = () => resolve('sent');
      form.submit();
    });
  const json = { 'content-type': 'application/json' };
  const opened = window.open(`${origin}/runs`);
  const came = {
    read: await refused(fetch(`${origin}/api/connection`, { credentials: 'include' })),
    readText: await refused(fetch(`${origin}/`, { credentials: 'include' }).then((answer) => answer.text())),
    change: await refused(fetch(purge, { method: 'POST', credentials: 'include', body: everything })),
    preflighted: await refused(
      fetch(purge, { method: 'POST', credentials: 'include', headers: json, body: everything }),
    ),
    image: await loaded(document.createElement('img'), `${origin}/icon.svg`),
    script: await loaded(document.createElement('script'), `${origin}/api/session`),
    style: await loaded(document.createElement('link'), `${origin}/api/connection`),
    socket: await refused(
      new Promise((resolve, reject) => {
        const socket = new WebSocket(origin.replace('http', 'ws'));
        socket.onopen = resolve;
        socket.onerror = reject;
      }),
    ),
    stream: await refused(
      new Promise((resolve, reject) => {
        const stream = new EventSource(`${origin}/api/runs/x/events`, { withCredentials: true });
        stream.onopen = resolve;
        stream.onerror = () => {
          stream.close();
          reject(new Error('refused'));
        };
      }),
    ),
    form: await sendForm(),
    simple: await fetch(purge, {
      method: 'POST',
      mode: 'no-cors',
      credentials: 'include',
      body: everything,
    }).then(
      () => 'sent',
      () => 'sent',
    ),
    window: 'cut off',
  };
  navigator.sendBeacon(purge, everything);
  try {
    // Until the answer arrives, it is a blank page of the attacker, which is readable.
    while (opened && !opened.closed && opened.location.href === 'about:blank') {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    if (opened && !opened.closed && opened.document.body) came.window = 'reached';
  } catch {
    // The error is expected: the page has another origin.
  }
  opened?.close();
  return came;
}
