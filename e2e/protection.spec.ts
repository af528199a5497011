/** Protecting by rule, several at once and by file, and removing a protection, as an admin does it. */

import { readFile } from 'node:fs/promises';
import { expectAccessible } from './axe';
import { chooseItem } from './choose';
import { expect, test } from './fixtures';
import { deactivateSelected, expectEnded, ordinaryPeople, uploadForReview, usersExport } from './job';
import { called } from './ledger';
import { letIn } from './let-in';

test('a rule is previewed before it is saved, protects at once, and is removed only with a reason', async ({
  page,
  lockstep,
  organisation,
}) => {
  const people = ordinaryPeople(organisation, 6).map((person, at) => ({
    ...person,
    name: at === 2 ? 'svc-build' : person.name,
  }));
  await letIn(page, lockstep.link);
  await uploadForReview(page, usersExport(people));
  const protect = page.getByRole('button', { name: 'Protect', exact: true });
  await chooseItem(protect, 'List the 1 likely service account not protected yet');
  await expect(page.getByRole('checkbox', { name: 'svc-build' })).toBeVisible();
  await expectAccessible(page, 'likely service accounts');
  await chooseItem(protect, 'Protect by rule…');

  const dialog = page.getByRole('dialog', { name: 'Protect by rule' });
  await dialog.getByRole('textbox', { name: 'Pattern' }).fill('svc-*');
  await expect(dialog.getByText('Protects 1 of 6 users of export-users.csv')).toBeVisible();
  await expect(dialog.getByText('svc-build')).toBeVisible();
  await expectAccessible(page, 'writing a rule');
  // Beside the scrim, where the scroll bar was, only the background colour of the root element shows.
  const none = 'rgba(0, 0, 0, 0)';
  await expect(page.locator('html')).not.toHaveCSS('background-color', none);
  await dialog.getByRole('button', { name: 'Save the rule' }).click();
  await expect(dialog.getByText('Enter a reason first.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('The build would stop');
  await dialog.getByRole('button', { name: 'Save the rule' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('protects 1 account')).toBeVisible();
  await expect(page.locator('html')).toHaveCSS('background-color', none);
  await expectAccessible(page, 'settings with a rule');

  await page.goBack();
  await page.goto(`${lockstep.origin}/`);
  await page
    .getByRole('link', { name: /export-users\.csv/ })
    .first()
    .click();
  await page.waitForURL('**/review/*');
  await expect(page.getByRole('checkbox', { name: 'svc-build' }).first()).toBeDisabled();
  await deactivateSelected(page, 5);
  await expectEnded(page);
  expect(called(organisation)).toEqual(
    people.filter(({ name }) => name !== 'svc-build').map(({ accountId }) => accountId),
  );

  await page.goto(`${lockstep.origin}/settings`);
  await page.getByRole('button', { name: 'Remove the rule Name “svc-*”' }).click();
  await page.getByRole('button', { name: 'Remove rule' }).click();
  await expect(page.getByText('Enter a reason first.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Reason' }).fill('The build has another account');
  await page.getByRole('button', { name: 'Remove rule' }).click();
  await expect(page.getByText('protects 1 account')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Protected users' })).toBeFocused();
  await page.getByRole('button', { name: 'History' }).click();
  await expect(page.getByText(/No longer protected: Name “svc-\*”/)).toBeVisible();
  await expect(page.getByText('The build has another account')).toBeVisible();
  await expectAccessible(page, 'the history of protections');

  // The page says whose account a pasted ID is before it is protected, and stores the protection with that person.
  await page.getByRole('button', { name: 'Protect an account' }).click();
  const field = page.getByRole('textbox', { name: 'Account ID' });
  await field.fill('712020:00000000-0000-4000-8000-000000000000');
  await expect(page.getByText(/^Lockstep does not know whose account this is\. .+ upload/)).toBeVisible();
  // The upload has this address of the account, and Atlassian too, if it was asked.
  const { accountId = '', email = '' } = people[2] ?? {};
  await field.fill(accountId);
  await expect(page.getByText(new RegExp(`^This is .+ · ${email}`))).toBeVisible();
  await expectAccessible(page, 'whose account is protected');
  await page.getByRole('button', { name: 'Protect', exact: true }).click();
  await expect(page.getByText(new RegExp(`.+, ${accountId} is protected\\.`))).toBeVisible();
  await expect(page.getByText('Name not known')).toHaveCount(0);
});

test('the listed users are protected together, and the list is exported and imported as a file', async ({
  page,
  lockstep,
  organisation,
}) => {
  const people = ordinaryPeople(organisation, 4);
  await letIn(page, lockstep.link);
  await uploadForReview(page, usersExport(people));
  await chooseItem(page.getByRole('button', { name: 'Protect', exact: true }), 'Protect the 4 listed users…');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('Auditors');
  await expectAccessible(page, 'protecting several');
  await dialog.getByRole('button', { name: 'Protect 4 users' }).click();
  await expect(dialog).toHaveCount(0);
  for (const { name } of people) await expect(page.getByRole('checkbox', { name }).first()).toBeDisabled();

  // The review explains a protection; only Settings can remove it.
  await page.getByRole('button', { name: `Protection of ${people[0]?.name}…` }).click();
  await expect(dialog.getByText(/remove the protection in Settings/)).toBeVisible();
  await dialog.getByRole('link', { name: 'Settings' }).click();
  await page.waitForURL('**/settings*');

  const files = page.getByRole('button', { name: 'Import and export' });
  const [download] = await Promise.all([page.waitForEvent('download'), chooseItem(files, 'Export as CSV')]);
  const csv = await readFile(await download.path(), 'utf8');
  for (const { accountId } of people) expect(csv).toContain(accountId);

  await page.getByRole('button', { name: `Remove protection of ${people[0]?.name}` }).click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('To try');
  await page.getByRole('button', { name: 'Remove protection', exact: true }).click();
  await expect(page.getByRole('button', { name: `Remove protection of ${people[0]?.name}` })).toHaveCount(0);

  await chooseToImport(`${csv}planet,x,,,\r\n`);
  await expect(dialog.getByText('This file cannot be imported.')).toBeVisible();
  await expect(dialog.getByText(/Row 6: kind must be one of/)).toBeVisible();
  await expectAccessible(page, 'a wrong file of protections');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await chooseToImport(csv);
  await expect(
    dialog.getByText(/protects 4 accounts and has 0 rules; 3 of them are here already/),
  ).toBeVisible();
  await expectAccessible(page, 'importing protections');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('button', { name: `Remove protection of ${people[0]?.name}` })).toBeVisible();

  async function chooseToImport(text: string): Promise<void> {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      chooseItem(files, 'Import a CSV or JSON file…'),
    ]);
    await chooser.setFiles({ name: 'protections.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  }
});
