/** Working with Postman: its environment connects Lockstep, a plan is exported to it, its results are imported. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { DemoOrganisation } from '#lib/demo/server';
import { withKey } from '#test/with-key';
import { expectAccessible } from './axe';
import { test as base, expect } from './fixtures';
import { numberField, sayNotInFile } from './job';
import { letIn } from './let-in';
import { type Lockstep, startLockstep } from './lockstep';

const { resolve } = createRequire(import.meta.url);
const newman = resolve('newman/bin/newman.js');

/** The program has the address for a key, but no key. */
const test = base.extend<{ keyless: Lockstep }>({
  keyless: async ({ organisation, dataDir }, use) => {
    const lockstep = await startLockstep(dataDir, { ATLASSIAN_API_URL: organisation.url });
    await use(lockstep);
    await lockstep.stop();
  },
});

const disabled = (organisation: DemoOrganisation) =>
  organisation.ledger().filter((entry) => entry.operation === 'lifecycle.disable');

function environmentOf(values: Record<string, string>): Buffer {
  const list = Object.entries(values).map(([key, value]) => ({ key, value, type: 'default', enabled: true }));
  return Buffer.from(JSON.stringify({ name: 'Admin', values: list, _postman_variable_scope: 'environment' }));
}

/** Opens the file chooser with its button, by keyboard, and chooses a file. */
async function choose(page: Page, button: string, name: string, buffer: Buffer): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: button }).press('Enter'),
  ]);
  await chooser.setFiles({ name, mimeType: 'application/json', buffer });
}

/** Uploads a file of these people and opens the confirmation. */
async function confirmAll(page: Page, people: readonly { accountId: string; name: string; email: string }[]) {
  const lines = people.map(
    ({ accountId, name, email }) => `${accountId},"${name.replaceAll('"', '""')}",${email},Active`,
  );
  await page.locator('input[type=file]').setInputFiles({
    name: 'export-users.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['User id,User name,email,User status', ...lines, ''].join('\r\n')),
  });
  await page.waitForURL('**/review/*');
  await sayNotInFile(page);
  await page.getByRole('button', { name: 'Deactivate selected' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
}

test('a Postman environment fills in the connection; the page names what is missing or contradictory', async ({
  page,
  organisation,
  keyless: lockstep,
}) => {
  const sent: string[] = [];
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
  await letIn(page, lockstep.link);
  const fill = 'Fill in from Postman';
  const key = page.getByLabel('Organisation API key', { exact: true });

  await choose(page, fill, 'users.json', Buffer.from('User id,email'));
  await expect(page.getByText('not JSON, so it is not a Postman environment')).toBeVisible();

  const elsewhere = { cloudUrl: 'https://api.example.com', organizationId: organisation.organisationId };
  await choose(page, fill, 'admin.json', environmentOf({ ...elsewhere, orgApiKey: '' }));
  await expect(page.getByText('Postman leaves secret values out')).toBeVisible();
  await expect(page.getByText('The file says cloudUrl https://api.example.com')).toBeVisible();
  await expect(page.getByLabel('Organisation ID (optional)')).toHaveValue(organisation.organisationId);
  await expect(key).toHaveValue('');
  await expectAccessible(page, 'connection, filled in from Postman');

  const ofTheArticle = { ...elsewhere, cloudUrl: 'https://example-org.atlassian.net' };
  await choose(page, fill, 'article.json', environmentOf({ ...ofTheArticle, orgApiKey: '' }));
  await expect(
    page.getByText('cloudUrl (https://example-org.atlassian.net) is the address of a site'),
  ).toBeVisible();
  await expect(page.getByText('The file says cloudUrl')).toHaveCount(0);

  const right = { cloudUrl: `${organisation.url}/`, organizationId: organisation.organisationId };
  await choose(page, fill, 'admin.json', environmentOf({ ...right, orgApiKey: organisation.apiKey }));
  await expect(page.getByText('the key and the organisation ID')).toBeVisible();
  await expect(page.getByText('The file says cloudUrl')).toHaveCount(0);
  await expect(key).toHaveValue(organisation.apiKey);
  await expect(key).toHaveAttribute('type', 'password');
  expect(sent.some((request) => request.includes(organisation.apiKey))).toBe(false);

  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Upload an export' })).toBeVisible();
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(stored).not.toContain(organisation.apiKey);
  expect(page.url()).not.toContain(organisation.apiKey);
  expect(lockstep.output()).not.toContain(organisation.apiKey);
});

test('Newman runs a plan; Lockstep imports, reports and retries its results', async ({
  page,
  lockstep,
  organisation,
}, testInfo) => {
  const everybody = organisation.people();
  const ordinary = everybody
    .filter((person) => person.kind === 'ordinary' && person.status === 'active')
    .slice(0, 3);
  const refused = everybody.filter((person) => person.kind === 'scim').slice(0, 1);
  const people = [...ordinary, ...refused];
  await letIn(page, lockstep.link);
  await confirmAll(page, people);
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Do it with Postman instead').press('Enter');
  await expect(numberField(dialog)).toBeVisible();
  await expectAccessible(page, 'Postman files, before the number is typed');
  await expect(dialog.getByRole('link', { name: 'for Postman' })).toHaveCount(0);
  await numberField(dialog).fill('4');
  await expectAccessible(page, 'Postman files');
  const saved: string[] = [];
  for (const name of ['Collection', 'Environment', 'Data']) {
    const link = dialog.getByRole('link', { name: `${name} for Postman` });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const file = testInfo.outputPath(download.suggestedFilename());
    await download.saveAs(file);
    saved.push(file);
  }
  const [collection = '', environment = '', data = ''] = saved;
  for (const file of saved) expect(await readFile(file, 'utf8')).not.toContain(organisation.apiKey);

  // The key is in a file: every program on this computer could read the command line.
  const filledIn = testInfo.outputPath('with-key.json');
  await writeFile(filledIn, withKey(await readFile(environment, 'utf8'), organisation.apiKey));
  organisation.setFaults({ cutAfterWriteNext: 1 });
  const report = testInfo.outputPath('newman.json');
  const child = spawn(
    process.execPath,
    [
      ...[newman, 'run', collection, '-e', filledIn, '-d', data],
      ...['--reporters', 'json', '--reporter-json-export', report],
    ],
    { stdio: 'ignore', env: { ...process.env, NO_PROXY: '127.0.0.1' } },
  );
  await once(child, 'exit');
  expect(disabled(organisation).map((entry) => entry.accountId)).toEqual(
    people.map((each) => each.accountId),
  );

  await page.goto(`${lockstep.origin}/runs`);
  await choose(page, 'Import results', 'newman.json', await readFile(report));
  await page.waitForURL(/\/runs\/(?!import)[^/]+$/);
  await expect(page.getByRole('heading', { name: /^Imported: \d of 4 deactivated/ })).toBeVisible();
  await expect(page.getByText('Lockstep made none of these calls')).toBeVisible();
  await expect(page.getByText('The API key is in newman.json')).toBeVisible();
  for (const button of ['Pause', 'Resume', 'Stop']) {
    await expect(page.getByRole('button', { name: button, exact: true })).toHaveCount(0);
  }
  await expectAccessible(page, 'imported run');
  const link = page.getByRole('link', { name: 'Download report' });
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const rows = (await readFile(await download.path(), 'utf8')).trim().split('\r\n').slice(1);
  const outcomes = ['In doubt', 'Deactivated', 'Deactivated', 'Refused'];
  expect(rows).toHaveLength(outcomes.length);
  for (const [index, row] of rows.entries()) {
    expect(row).toContain(`${people[index]?.accountId},`);
    expect(row).toContain(`,${outcomes[index]},`);
    expect(row).toContain('Newman recorded');
  }

  const before = disabled(organisation).length;
  const imported = page.url();
  await page.getByRole('button', { name: 'Retry here in a new run' }).click();
  await numberField(dialog).fill('2');
  await dialog.getByRole('button', { name: 'Deactivate 2 users' }).click();
  await expect(page).not.toHaveURL(imported);
  const names = ordinary.slice(0, 1).map((person) => person.name);
  await expect(page.getByText('Already inactive').first()).toBeVisible();
  await expect(page.getByText(names[0] ?? 'nobody').first()).toBeVisible();
  await expect
    .poll(() =>
      disabled(organisation)
        .slice(before)
        .map((entry) => entry.accountId),
    )
    .toEqual(refused.map((person) => person.accountId));

  await page.goto(`${lockstep.origin}/runs`);
  await choose(page, 'Import results', 'again.json', await readFile(report));
  await expect(page.getByText('These results were imported already, as run 1.')).toBeVisible();
  await expect(page.getByText('From Newman')).toBeVisible();
  await expectAccessible(page, 'results imported again');
  for (const name of await readdir(lockstep.dataDir)) {
    expect(await readFile(path.join(lockstep.dataDir, name), 'latin1')).not.toContain(organisation.apiKey);
  }
});

test('results that do not tell users apart are refused with the reason, and nothing is stored', async ({
  page,
  lockstep,
}) => {
  await letIn(page, lockstep.link);
  await page.goto(`${lockstep.origin}/runs`);
  const runner = {
    name: 'Bulk deactivate',
    timestamp: '2026-11-20T10:01:00.000Z',
    results: [
      {
        id: '1',
        url: '{{cloudUrl}}/users/{{accountId}}/manage/lifecycle/disable',
        responseCode: { code: 204, name: 'No Content' },
        times: [10, 11],
        allTests: [{ 'Status code is 204': true }, { 'Status code is 204': true }],
      },
    ],
  };
  await choose(page, 'Import results', 'run.json', Buffer.from(JSON.stringify(runner)));
  await expect(page.getByText('No row of this file says which user it deactivated')).toBeVisible();
  await expect(page.getByText(/Row 2: Postman keeps one address/)).toBeVisible();
  await expectAccessible(page, 'results that cannot be imported');
  await expect(page.getByText('No runs yet')).toBeVisible();
});

test('for results without an organisation, the page asks which one it is', async ({
  page,
  lockstep,
  organisation,
}) => {
  const people = organisation
    .people()
    .filter((person) => person.kind === 'ordinary' && person.status === 'active')
    .slice(0, 3);
  const [own, ...others] = people;
  const runner = {
    name: 'Bulk deactivate',
    timestamp: '2026-11-20T10:01:00.000Z',
    results: [
      {
        id: '1',
        url: '{{cloudUrl}}/users/{{accountId}}/manage/lifecycle/disable',
        responseCode: { code: 429, name: 'Too Many Requests' },
        times: people.map(() => 10),
        allTests: people.map(({ accountId }) => ({
          [`Deactivate ${accountId}: status 429 is 200, 201, 202 or 204`]: false,
        })),
      },
    ],
  };
  await letIn(page, lockstep.link);
  await page.goto(`${lockstep.origin}/runs`);
  await choose(page, 'Import results', 'run.json', Buffer.from(JSON.stringify(runner)));
  await page.getByRole('button', { name: 'Retry here in a new run' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('do not say which organisation')).toBeVisible();
  await expectAccessible(page, 'which organisation');
  await dialog.getByRole('button', { name: `They belong to ${organisation.organisationName}` }).click();
  await expect(dialog.getByText('Which of these accounts is yours is not known.')).toBeVisible();
  await expect(dialog.getByText('Each account is read before it is called')).toBeVisible();
  await expectAccessible(page, 'whose account');
  await dialog.getByRole('checkbox', { name: own?.accountId ?? 'nobody' }).click();
  await dialog.getByRole('button', { name: 'This is my account' }).click();
  await dialog.getByLabel('Type the number of users to confirm').fill('2');
  await dialog.getByRole('button', { name: 'Deactivate 2 users' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^2 of 2 deactivated/);
  expect(disabled(organisation).map(({ accountId }) => accountId)).toEqual(
    others.map(({ accountId }) => accountId),
  );
});
