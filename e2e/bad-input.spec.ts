/** Errors are explained clearly, and nothing is lost. */

import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { connectedTo, expect, test } from './fixtures';
import { chooseFile } from './job';
import { letIn } from './let-in';
import { startLockstep } from './lockstep';

const files: [string, string | Buffer, RegExp][] = [
  [
    'a picture',
    Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'),
    /neither a CSV file nor an Excel workbook/,
  ],
  ['half a workbook', Buffer.from('PK\x03\x04\x14\0\x06\0', 'latin1'), /it is cut short/],
  ['an empty file', '', /file is empty/],
  ['a header without users', 'User id,User name,email\r\n', /no users/],
  ['unknown columns', 'colour,shape\r\nred,round\r\n', /account IDs/],
  ['an open quote', 'User id,User name\r\n712020:a,"Ada\r\n712020:b,Ben\r\n', /never closed/],
];

test('files that are not exports are refused with the reason, and another can be chosen at once', async ({
  page,
  lockstep,
}) => {
  await letIn(page, lockstep.link);
  for (const [name, content, reason] of files) {
    await chooseFile(page, content, `${name}.csv`);
    await expect(page.getByText(`${name}.csv was not read`)).toBeVisible();
    await expect(
      page.getByRole('alert').or(page.getByRole('status')).filter({ hasText: reason }),
    ).toBeVisible();
    await expectNoStack(page);
    // The columns that the file has, beside those that Lockstep knows.
    const columns = name === 'unknown columns' ? ['colour', 'shape', 'User id', 'Atlassian ID'] : [];
    for (const column of columns) {
      await expect(page.getByText(column, { exact: false }).first()).toBeVisible();
    }
  }
  await expect(page.getByText(/never closed/)).toBeVisible();
  await chooseFile(page, 'User id,User name\r\n712020:11111111-2222-4333-8444-555555555555,Ada Example\r\n');
  await page.waitForURL('**/review/*');
});

test('a file over 200 MB is refused with the limit, and takes no space afterwards', async ({
  page,
  lockstep,
  dataDir,
}) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'lockstep-large-'));
  const large = path.join(folder, 'large.csv');
  const file = await open(large, 'w');
  await file.write('User id,User name\n');
  await file.truncate(210_000_000);
  await file.close();
  await letIn(page, lockstep.link);
  await page.locator('input[type=file]').setInputFiles(large);
  await expect(page.getByText(/at most 200 MB/)).toBeVisible();
  const database = await readFile(path.join(dataDir, 'lockstep.db')).catch(() => Buffer.alloc(0));
  expect(database.length).toBeLessThan(5_000_000);
  await rm(folder, { recursive: true });
});

test('a key without the right permissions: the page shows Atlassian’s answer and how to create the right key', async ({
  page,
  organisation,
  dataDir,
}) => {
  const keys = [
    ['wrong', /401|not accept|refus/i],
    ['expired', /401|not accept|refus/i],
    ['scoped', /scope/i],
    ['userToken', /organisation API key|user|personal/i],
  ] as const;
  const lockstep = await startLockstep(dataDir, { ATLASSIAN_API_URL: organisation.url });
  await letIn(page, lockstep.link);
  for (const [kind, words] of keys) {
    await test.step(kind, async () => {
      await page.reload();
      const field = page.getByLabel('Organisation API key', { exact: true });
      await field.fill(organisation.keys[kind]);
      await page.getByRole('button', { name: 'Connect', exact: true }).click();
      const notice = page.getByRole('alert').filter({ hasText: words });
      await expect(notice.first()).toBeVisible();
      await expect(notice.first()).toContainText(/without scopes/i);
      expect(await notice.first().textContent()).not.toContain(organisation.keys[kind]);
      await expectNoStack(page);
    });
  }
  await lockstep.stop();
});

test('the page says that Atlassian is out of reach, and can try again', async ({
  page,
  organisation,
  dataDir,
}) => {
  const lockstep = await startLockstep(dataDir, {
    ...connectedTo(organisation),
    // No system gives this port to a program that asks for a free one, so nothing of another test listens there.
    ATLASSIAN_API_URL: 'http://127.0.0.1:1',
  });
  await letIn(page, lockstep.link);
  await expect(page.getByText(/reach/i).first()).toBeVisible();
  await expectNoStack(page);
  await lockstep.stop();
});

test.describe('at the start', () => {
  test('a taken port is named, and the next free one is used', async ({ dataDir }) => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const lockstep = await startLockstep(dataDir, { PORT: String(port) });
    expect(Number(new URL(lockstep.link).port)).toBeGreaterThan(port);
    expect(lockstep.output()).toContain(String(port));
    await lockstep.stop();
    taken.close();
  });

  test('a data folder that is not writable is named', async ({ dataDir }) => {
    const file = path.join(dataDir, 'file');
    await writeFile(file, '');
    const message = await refusedStart(path.join(file, 'data'));
    expect(message).toContain('LOCKSTEP_DATA_DIR');
    expect(message).not.toMatch(/^\s+at /m);
  });

  test('a database of a newer version is not changed', async ({ dataDir }) => {
    await (await startLockstep(dataDir)).stop();
    const database = path.join(dataDir, 'lockstep.db');
    const bytes = await readFile(database);
    bytes.writeUInt32BE(9_999, 60);
    await writeFile(database, bytes);
    const message = await refusedStart(dataDir);
    expect(message).toMatch(/newer/);
    expect(message).not.toMatch(/^\s+at /m);
    expect(await readFile(database)).toEqual(bytes);
  });

  for (const [variable, value] of [
    ['PORT', 'eighty'],
    ['ATLASSIAN_API_URL', 'http://api.example.com'],
    ['LOCKSTEP_OPEN', 'perhaps'],
  ] as const) {
    test(`an invalid ${variable} is named, with a hint`, async ({ dataDir }) => {
      const message = await refusedStart(dataDir, { [variable]: value });
      expect(message).toContain(variable);
      expect(message).not.toMatch(/^\s+at /m);
    });
  }
});

async function refusedStart(dataDir: string, environment: Record<string, string> = {}): Promise<string> {
  try {
    await (await startLockstep(dataDir, environment)).stop();
  } catch (problem) {
    return String(problem).replace(/^Error: .*\n/, '');
  }
  throw new Error('It started.');
}

async function expectNoStack(page: Page): Promise<void> {
  expect(await page.locator('body').textContent()).not.toMatch(/\bat \S+:\d+:\d+/);
}
