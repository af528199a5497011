/** Files that are not exports: the admin assigns the columns, and e-mail addresses are looked up. */

import type { Page } from '@playwright/test';
import { workbook } from '#test/samples/workbook';
import { expectAccessible } from './axe';
import { chooseOption } from './choose';
import { expect, test } from './fixtures';
import { chooseFile, deactivateSelected, expectEnded, ordinaryPeople, sayNotInFile } from './job';
import { called } from './ledger';
import { letIn } from './let-in';

test('for a file with unknown columns the admin assigns them, without choosing the file again', async ({
  page,
  lockstep,
  organisation,
}) => {
  const people = ordinaryPeople(organisation, 3);
  const rows = people.map(
    ({ accountId, name, email }, at) => `${name};${accountId};${email};${at === 1 ? 'keep' : 'deactivate'}`,
  );
  await letIn(page, lockstep.link);
  await chooseFile(page, `Wer;Konto;Post;ACTION\n${rows.join('\n')}\n`, 'leavers.csv');
  await expect(page.getByText('leavers.csv was not read')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Which column is what?' })).toBeVisible();
  await expect(page.getByRole('list', { name: 'The columns and their first values' })).toContainText(
    people[0]?.email ?? 'nobody',
  );
  await expect(page.getByRole('button', { name: 'Read the file with these columns' })).toBeDisabled();
  await chooseWorkbook(page, people);
  await expect(page.getByRole('heading', { name: 'Which column is what?' })).toBeVisible();
  await chooseOption(page.getByRole('combobox', { name: 'Account ID' }), /^Konto/);
  await chooseOption(page.getByRole('combobox', { name: 'Name' }), /^Wer/);
  await expectAccessible(page, 'which column is what');
  await page.getByRole('button', { name: 'Read the file with these columns' }).click();
  await page.waitForURL('**/review/*');
  await sayNotInFile(page);

  // The line of understood columns is above the review, and can be corrected there.
  const understood = page.getByRole('region', { name: 'Columns of the file' });
  await expect(understood).toContainText('Account ID ← Konto');
  await expect(understood).toContainText('E-mail: no column');
  const before = page.url();
  const tickOf = (at: number) =>
    page
      .getByRole('row')
      .filter({ hasText: people[at]?.accountId ?? '' })
      .getByRole('checkbox');
  // The file says “keep” of this user.
  await expect(tickOf(1)).not.toBeChecked();
  await tickOf(2).click();
  await understood.getByRole('button', { name: 'Read with other columns' }).click();
  const dialog = page.getByRole('dialog', { name: 'Read with other columns' });
  await chooseOption(dialog.getByRole('combobox', { name: 'E-mail address' }), /^Post/);
  await expectAccessible(page, 'read with other columns');
  await dialog.getByRole('button', { name: 'Read the file with these columns' }).click();
  await page.waitForURL((url) => url.href !== before && url.pathname.startsWith('/review/'));
  await expect(understood).toContainText('E-mail ← Post');
  // The address that was given with the file as it was read before is offered.
  await page.getByRole('button', { name: 'I am not in this file' }).click();
  const own = page.getByLabel('The e-mail address of your own account');
  await expect(own).toBeFocused();
  await expect(own).toHaveValue('admin@example.net');
  await page.keyboard.press('Enter');
  await page.getByText('You are not in this file').waitFor();
  for (const at of [1, 2]) {
    await expect(tickOf(at)).not.toBeChecked();
    await tickOf(at).click();
  }

  // A column of the admin's own is searched, and a facet.
  const filters = page.getByRole('complementary', { name: 'Filters' });
  await filters.getByRole('button', { name: /^keep/ }).click();
  await expect(page.getByRole('row').filter({ hasText: '@' })).toHaveCount(1);
  await page.getByRole('button', { name: 'Remove filter ACTION: keep' }).click();

  await deactivateSelected(page, 3);
  await expectEnded(page);
  expect(called(organisation)).toEqual(people.map(({ accountId }) => accountId));
});

/** Uploads the same people as a sheet of a workbook, in which a filter hides another row. */
async function chooseWorkbook(page: Page, people: ReturnType<typeof ordinaryPeople>): Promise<void> {
  const act = (at: number) => (at === 1 ? 'keep' : 'deactivate');
  const rows = people.map(({ accountId, name, email }, at) => [name, accountId, email, act(at)]);
  const stayer = ['Stayer', '712020:00000000-0000-4000-8000-00000000beef', 'stayer@example.com', 'keep'];
  const bytes = workbook({
    shared: true,
    sheets: [
      { name: 'Notes', rows: [['Ask Bo']] },
      {
        name: 'Leavers',
        rows: [['Wer', 'Konto', 'Post', 'ACTION'], stayer, ...rows],
        rowAttributes: { 2: 'hidden="1"' },
      },
    ],
  });
  await chooseFile(page, Buffer.from(bytes), 'leavers.xlsx');
  await expect(page.getByText('leavers.xlsx was not read')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Leavers' })).toContainText('Wer · Konto · Post');
  await expectAccessible(page, 'which sheet has the users');
  await page.getByRole('button', { name: 'Read this sheet: Leavers' }).click();
  await expect(page.getByText('1 row of the sheet “Leavers” is hidden')).toBeVisible();
  await page.getByRole('button', { name: 'Leave the hidden row out' }).click();
}

test('a list of e-mail addresses is looked up in the organisation', async ({
  page,
  lockstep,
  organisation,
}) => {
  const people = ordinaryPeople(organisation, 4);
  const emails = [...people.map(({ email }) => email), 'nobody.at.all@example.com'];
  await letIn(page, lockstep.link);
  await chooseFile(page, `Email\n${emails.join('\n')}\n`, 'emails.csv');
  await page.waitForURL('**/review/*');
  await sayNotInFile(page);
  await expect(page.getByRole('heading', { name: '5 users without an account ID' })).toBeVisible();
  await expectAccessible(page, 'e-mail addresses to be looked up');
  await page.getByRole('button', { name: 'Look them up' }).click();
  for (const { email } of people) {
    await expect(page.getByRole('row').filter({ hasText: email }).getByRole('checkbox')).toBeEnabled();
  }
  await expect(page.getByRole('heading', { name: /without an account ID/ })).toHaveCount(0);
  await expect(page.getByText('E-mail not found').first()).toBeVisible();
  await deactivateSelected(page, 4);
  await expectEnded(page);
  expect(called(organisation)).toEqual(people.map(({ accountId }) => accountId));
});
