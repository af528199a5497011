/** The whole job as an admin does it, judged by the organisation's own ledger. */
import { readFile } from 'node:fs/promises';
import type { DemoOrganisation } from '#lib/demo/server';
import { expect, test } from './fixtures';

const called = (organisation: DemoOrganisation) =>
  organisation.ledger().filter((entry) => entry.operation === 'lifecycle.disable');
const deactivated = (organisation: DemoOrganisation) =>
  organisation.ledger().filter((entry) => entry.effect === 'deactivated');

test('an admin uploads an export, unticks somebody, deactivates the rest and reads the report', async ({
  page,
  lockstep,
  organisation,
}) => {
  const ordinary = organisation
    .people()
    .filter((person) => person.kind === 'ordinary' && person.status === 'active')
    .slice(0, 5);
  const [unticked, ...rest] = ordinary;
  if (!unticked) throw new Error('no people');
  const lines = ordinary.map(
    (person) => `${person.accountId},"${person.name.replaceAll('"', '""')}",${person.email},Active`,
  );
  const file = ['User id,User name,email,User status', ...lines, ''].join('\r\n');

  await page.goto(lockstep.link);
  await page.locator('input[type=file]').setInputFiles({
    name: 'export-users.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(file),
  });
  await page.waitForURL('**/review/*');
  await page.getByRole('button', { name: 'I am not in this file' }).first().click();
  await page.getByRole('checkbox', { name: unticked.name }).first().click();
  await page.getByRole('button', { name: 'Deactivate selected' }).click();

  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox')).toHaveCount(1);
  await dialog.getByRole('textbox').fill(String(rest.length));
  await dialog.getByRole('button', { name: `Deactivate ${rest.length} users` }).click();
  await page.waitForURL('**/runs/*');
  const link = page.getByRole('link', { name: 'Download report' }).first();
  await expect.poll(() => deactivated(organisation).length).toBe(rest.length);
  expect(called(organisation).map((entry) => entry.accountId)).toEqual(
    rest.map((person) => person.accountId),
  );
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toHaveCount(0);

  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const report = await readFile(await download.path(), 'utf8');
  const rows = report.trim().split('\r\n').slice(1);
  expect(rows).toHaveLength(rest.length);
  for (const [index, row] of rows.entries()) {
    expect(row).toContain(rest[index]?.accountId ?? 'nobody');
    expect(row).toContain('Deactivated');
  }
});

test('without a key the demo organisation is one click away, and its sample export another', async ({
  page,
  demo,
}) => {
  await page.goto(demo.link);
  await page
    .getByRole('button', { name: /demo organisation/i })
    .first()
    .click();
  await page.getByRole('button', { name: /sample users export/i }).click();
  await page.waitForURL('**/review/*');
  await expect(page.getByRole('button', { name: 'Deactivate selected' })).toBeVisible();
});
