/** The pace chosen in the confirmation, and the window that may only watch. */

import { expectAccessible } from './axe';
import { chooseOption } from './choose';
import { expect, test } from './fixtures';
import { expectEnded, numberField, ordinaryPeople, uploadForReview, usersExport } from './job';
import { called } from './ledger';
import { letIn } from './let-in';
import { startLockstep } from './lockstep';

test('the pace is part of the plan: ten first, then the run waits for the admin; a second program watches', async ({
  page,
  lockstep,
  organisation,
}) => {
  const people = ordinaryPeople(organisation, 14);
  await letIn(page, lockstep.link);
  await uploadForReview(page, usersExport(people));
  await page.getByRole('button', { name: 'Deactivate selected' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('The first user alone, then the rest one after the other.')).toBeVisible();

  await dialog.getByRole('button', { name: 'Change the pace' }).click();
  const first = dialog.getByRole('combobox', { name: 'Done alone and read back first' });
  await chooseOption(first, 'The first 10 users');
  await dialog.getByRole('checkbox', { name: 'Wait for me after them' }).click();
  await expectAccessible(page, 'pace');
  await dialog.getByRole('button', { name: 'Use this pace' }).click();
  await expect(dialog.getByText(/^The first 10 users alone, then it waits for you/)).toBeVisible();
  await numberField(dialog).fill('14');
  await dialog.getByRole('button', { name: 'Deactivate 14 users' }).click();
  await page.waitForURL('**/runs/*');

  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  expect(called(organisation)).toEqual(people.slice(0, 10).map((person) => person.accountId));

  const second = await startLockstep(lockstep.dataDir);
  const watcher = await page.context().newPage();
  try {
    await letIn(watcher, second.link);
    // A returning admin sees the key form at once, without the introduction.
    await expect(watcher.getByRole('heading', { level: 1 })).toHaveText('New run');
    await expect(watcher.getByText('Connect Lockstep to go on with it.')).toBeVisible();
    await expect(watcher.getByLabel('Organisation API key')).toBeInViewport();
    await watcher.goto(`${second.origin}${new URL(page.url()).pathname}`);
    await expect(watcher.getByText(/this one is view only/)).toBeVisible();
    await expect(watcher.getByText('10 of 14').first()).toBeVisible();
    await expect(watcher.getByRole('button', { name: 'Resume' })).toHaveCount(0);
    await expectAccessible(watcher, 'watching');

    await page.getByRole('button', { name: 'Resume' }).click();
    await expectEnded(page);
    await expectEnded(watcher);
  } finally {
    await watcher.close();
    await second.stop();
  }
  expect(called(organisation)).toEqual(people.map((person) => person.accountId));
});
