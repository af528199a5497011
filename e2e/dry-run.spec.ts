/** A dry run: everything but the calls. The pages and the report are the same, and each is marked. */

import { expectAccessible } from './axe';
import { expect, test } from './fixtures';
import {
  chooseDryRun,
  deactivateSelected,
  downloadReport,
  expectEnded,
  ordinaryPeople,
  rehearse,
  uploadForReview,
  usersExport,
} from './job';
import { called } from './ledger';
import { letIn } from './let-in';

test('a dry run calls nobody, says so everywhere, and links back to the review', async ({
  page,
  lockstep,
  organisation,
}) => {
  await letIn(page, lockstep.link);
  await uploadForReview(page, organisation.exportCsv('users'));
  await page.getByRole('button', { name: 'Deactivate selected' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.locator('.bg-red-soft')).not.toHaveCount(0);
  await chooseDryRun(dialog);
  await expect(dialog).toHaveAccessibleName(/^Rehearse with \d+ users of /);
  await expect(dialog).toHaveAccessibleDescription(/^A dry run deactivates nobody/);
  await expect(dialog.getByText('A dry run deactivates nobody.')).toBeVisible();
  await expect(dialog.getByText(/^Predicted for the real run: \d+ /)).toBeVisible();
  await expect(
    dialog.getByText(/^They lose access|each user whose account|with Postman instead/),
  ).toHaveCount(0);
  await expect(dialog.getByRole('heading', { name: 'Needed only before the real run' })).toBeVisible();
  await expect(dialog.locator('.bg-red-soft')).toHaveCount(0);
  await rehearse(page);
  await page.waitForURL('**/runs/*');
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText(/^DRY RUN · \d+ of \d+ would be deactivated/);
  await expect(page).toHaveTitle(/^DRY RUN · Done/);
  await expect(page.getByText('DRY RUN: nobody is deactivated.')).toBeVisible();
  await expect(page.getByText(/would be refused by Atlassian\./)).toBeVisible();
  const tallies = page.getByRole('list', { name: 'Users by outcome' });
  await expect(tallies.getByRole('button', { name: /Would be refused$/ })).toBeVisible();
  await expect(page.getByText(/(^|\d )(Refused|Skipped|Deactivated)$/i)).toHaveCount(0);
  await expect(page.getByRole('button', { name: /Restore|Retry|rest/ })).toHaveCount(0);
  await expectAccessible(page, 'a dry run that has ended');
  expect(called(organisation)).toEqual([]);

  const [download, report] = await Promise.all([page.waitForEvent('download'), downloadReport(page)]);
  expect(download.suggestedFilename()).toMatch(/^DRY-RUN-lockstep-run-1-/);
  expect(report.length).toBeGreaterThan(100);
  for (const row of report) expect(row.Outcome).toMatch(/^DRY RUN: /);

  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  const listed = page.getByRole('listitem').filter({ hasText: 'Run 1' });
  await expect(listed).toContainText('DRY RUN');
  await expect(listed).toContainText(/\d would be refused/);
  await expect(page.getByText(/\d (refused|skipped|deactivated)\b/)).toHaveCount(0);
  await page.goBack();
  await page.getByRole('link', { name: 'Back to the review' }).click();
  await page.waitForURL('**/review/*');
  await expect(page.getByRole('button', { name: 'Deactivate selected' })).toBeEnabled();
});

test('active accounts are counted around a run, and shown with the expected number', async ({
  page,
  lockstep,
  organisation,
}) => {
  const active = () =>
    organisation.people().filter(({ kind, status }) => kind !== 'unmanaged' && status === 'active').length;
  const before = active();
  await letIn(page, lockstep.link);
  await uploadForReview(page, usersExport(ordinaryPeople(organisation, 4)));
  await deactivateSelected(page, 4);
  await expectEnded(page);
  const counts = page.getByRole('region', { name: 'Active managed accounts' });
  await expect(counts).toContainText(`Before${before}`);
  await expect(counts).toContainText(`After the first${before - 1}as expected`);
  await expect(counts).toContainText(`At the end${before - 4}as expected`);
  expect(active()).toBe(before - 4);
});
