/** Deleting what Lockstep keeps: one run, and everything. */

import { expectAccessible } from './axe';
import { expect, test } from './fixtures';
import { deactivateSelected, expectEnded, ordinaryPeople, uploadForReview, usersExport } from './job';
import { letIn } from './let-in';

test('a run is deleted by typing its name, everything by typing the word, and the rest after a number of days', async ({
  page,
  lockstep,
  organisation,
}) => {
  await letIn(page, lockstep.link);
  await uploadForReview(page, usersExport(ordinaryPeople(organisation, 2)));
  await deactivateSelected(page, 2);
  await expectEnded(page);
  const runUrl = page.url();
  await page.getByRole('button', { name: 'Delete this run…' }).click();
  const dialog = page.getByRole('dialog');
  const act = dialog.getByRole('button', { name: 'Delete run 1' });
  await expect(act).toBeDisabled();
  await expectAccessible(page, 'deleting a run');
  await dialog.getByRole('textbox').fill('run 1');
  await act.click();
  await page.waitForURL('**/runs');
  await expect(page.getByText('No runs yet')).toBeVisible();
  await page.goto(runUrl);
  await expect(page.getByText('This run does not exist.')).toBeVisible();
  await page.goto(`${page.url()}/compare`);
  await expect(page.getByText('This run does not exist.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'See all runs' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Compare with', exact: true })).toHaveCount(0);

  // While several parts are read for long, one status says so, and not each of them.
  let answer = () => {};
  const answers = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/api/{size-limit,protections}', async (route) => {
    await answers;
    await route.continue();
  });
  await page.goto(`${lockstep.origin}/settings`);
  await expect(page.getByRole('heading', { name: 'Diagnostics' })).toBeVisible();
  const reading = page.getByRole('status').filter({ hasText: /^Reading/ });
  await expect(reading).toHaveText(['Reading the settings']);
  answer();
  await expect(reading).toHaveCount(0);
  const days = page.getByLabel('Delete rosters after days');
  await expect(days).toHaveValue('30');
  await expect(page.getByLabel('Delete runs after days')).toHaveValue('365');
  await days.fill('0');
  await expect(
    page.getByText('Enter a whole number of days from 1 to 3,650, or leave it empty.'),
  ).toBeVisible();
  await expect(days).toHaveAccessibleDescription(/leave it empty\. How to fix this/);
  await days.fill('7');
  await page.locator('form').filter({ has: days }).getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('listitem')).toHaveText(['Rosters that were uploaded more than 7 days ago']);
  await expectAccessible(page, 'fewer days in settings');
  await dialog.getByRole('button', { name: 'Save and delete' }).click();
  await expect(page.getByText(/^Saved\. What is older is deleted/)).toBeVisible();
  await page.reload();
  await expect(days).toHaveValue('7');
  await expect(page.getByText('export-users.csv')).toBeVisible();
  await expectAccessible(page, 'data in settings');

  const facts = page.getByRole('region', { name: 'Facts read from Atlassian' });
  await facts.getByRole('button', { name: 'Delete…' }).click();
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(facts.getByRole('heading')).toBeFocused();

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy diagnostics' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Copied.' })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  await expect(page.getByLabel('What was read')).toHaveValue(copied);
  expect(copied).toContain('"runs": {');
  const people = organisation.people().flatMap(({ name, email }) => [name, email ?? name]);
  expect([...people, organisation.apiKey].filter((text) => copied.includes(text))).toEqual([]);
  await expectAccessible(page, 'diagnostics in settings');

  await page.getByRole('button', { name: 'Delete everything…' }).click();
  await dialog.getByRole('textbox').fill('everything');
  await dialog.getByRole('button', { name: 'Delete everything' }).click();
  await expect(dialog).toHaveCount(0);
  await page.goto(`${lockstep.origin}/settings`);
  await expect(days).toHaveValue('30');
  await expect(page.getByText('No rosters are kept.')).toBeVisible();
});
