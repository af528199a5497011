/** What follows a run: retrying what failed, and taking the whole run back. */

import type { Page } from '@playwright/test';
import { expectAccessible } from './axe';
import { connectedTo, expect, test } from './fixtures';
import {
  deactivateSelected,
  downloadReport,
  ended,
  expectEnded,
  numberField,
  ordinaryPeople,
  uploadForReview,
  usersExport,
} from './job';
import { called, expectDeactivated } from './ledger';
import { letIn } from './let-in';
import { newDataDir, removeDataDir, startLockstep } from './lockstep';

test('a new run retries those that failed, and a restore re-activates exactly those that the runs deactivated', async ({
  page,
  lockstep,
  organisation,
}) => {
  const people = ordinaryPeople(organisation, 6);
  const ids = people.map((person) => person.accountId);
  const stubborn = ids[3] ?? 'nobody';
  organisation.setFaults({ perAccount: { [stubborn]: Array(12).fill({ answer: 415 }) } });
  await letIn(page, lockstep.link);
  await uploadForReview(page, usersExport(people));
  await deactivateSelected(page, 6);
  await expectEnded(page);
  const first = await downloadReport(page);
  const failed = first.filter((row) => row.Outcome === 'Failed').map((row) => row['Account ID']);
  expect(failed).toEqual([stubborn]);

  organisation.resetFaults();
  const before = page.url();
  await page.getByRole('button', { name: 'Retry what failed' }).click();
  const emails = page
    .getByRole('dialog')
    .getByText('Atlassian e-mails each user whose account is deactivated.');
  await expect(emails).toBeVisible();
  await expect(page.getByRole('dialog').getByRole('link', { name: 'Check on the review' })).toBeVisible();
  await expect(page.getByRole('dialog').getByText(/left inactive by run/)).toHaveCount(0);
  await confirmNext(page, 'Deactivate 1 user');
  await expect(page).not.toHaveURL(before);
  await expectEnded(page);
  expectDeactivated(organisation, [...ids.filter((id) => id !== stubborn), stubborn]);

  await page.goto(before);
  await expect(page.getByText('1 settled in run 2')).toBeVisible();
  await expect(page.getByText(/needs? a decision/)).toHaveCount(0);
  const calls = called(organisation).length;
  await page.getByRole('link', { name: 'Compare with now' }).click();
  await expect(page.getByRole('table', { name: /^Users of this run/ })).toBeVisible();
  await expectAccessible(page, 'run compared with the directory');
  const wide = page.viewportSize() ?? { width: 1280, height: 720 };
  await page.setViewportSize({ width: 390, height: 844 });
  const table = page.getByRole('table', { name: /^Users of this run/ });
  await expect(table.getByText('The run reports').last()).toBeVisible();
  expect(await table.evaluate((element) => element.parentElement?.scrollWidth)).toBeLessThanOrEqual(390);
  await page.setViewportSize(wide);
  await page.getByRole('button', { name: 'Read the organisation now' }).press('Enter');
  await expect(page.getByRole('region', { name: 'Reading the organisation' })).toBeFocused();
  await expect(page.getByRole('status').getByText('Reading the organisation has ended.')).toHaveCount(1);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Upload a fresh export' }).click();
  const buffer = Buffer.from(organisation.exportCsv('users'));
  await (await chooser).setFiles({ name: 'fresh.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: 'Inactive, as intended 5' }).click();
  await expect(page.getByRole('button', { name: 'Inactive, not by this run 1' })).toBeVisible();
  await expectAccessible(page, 'run compared with a fresh export');
  await page.goto(before);
  await page.getByRole('button', { name: 'Restore…' }).click();
  await expect(page.getByRole('dialog').getByRole('heading').first()).toHaveText(/^Re-activate 5 users/);
  await expect(page.getByRole('dialog').getByText(/Inactive, as intended/)).toBeVisible();
  await expect(emails).toHaveCount(0);
  // A check predicts only deactivations, so a restore offers none. The users of a retry can be checked on the review.
  const elsewhere = page.getByRole('dialog').getByRole('link', { name: 'Check on the review' });
  await expect(elsewhere).toHaveCount(0);
  await expect(page.getByRole('dialog').getByText(/reads each account before its call/)).toBeVisible();
  await expectAccessible(page, 'confirmation of a restore');
  await confirmNext(page, 'Re-activate 5 users');
  await expect(page).not.toHaveURL(before);
  await expectEnded(page);
  // The button of the verification is off while the accounts are read again.
  await expect(page.getByText('5 verified', { exact: true })).toBeVisible();
  await expectAccessible(page, 'restore, done');
  const restored = organisation
    .ledger()
    .filter((entry) => entry.effect === 'activated')
    .map((entry) => entry.accountId);
  expect(restored).toEqual(ids.filter((id) => id !== stubborn));
  expect(called(organisation)).toHaveLength(calls);
  const report = await downloadReport(page);
  expect(report.map((row) => row.Outcome)).toEqual(restored.map(() => 'Re-activated'));
  // The page of the run that was restored says so.
  await page.goto(before);
  await page
    .getByRole('main')
    .getByRole('link', { name: /^Restored in run \d+$/ })
    .click();
  await expect(page.getByText('5 verified', { exact: true })).toBeVisible();
});

test('a report and an evidence pack restore with a second data folder', async ({
  page,
  lockstep,
  organisation,
}, testInfo) => {
  const people = ordinaryPeople(organisation, 2);
  await letIn(page, lockstep.link);
  await uploadForReview(page, usersExport(people));
  await deactivateSelected(page, 2);
  await expectEnded(page);
  const saved = async (name: string, file: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name }).click(),
    ]);
    await download.saveAs(testInfo.outputPath(file));
    return testInfo.outputPath(file);
  };
  const json = await saved('the same as JSON', 'run.json');
  const pack = await saved('Evidence pack', 'run.zip');

  const dataDir = await newDataDir();
  const second = await startLockstep(dataDir, connectedTo(organisation));
  await letIn(page, second.link);
  await page.locator('input[type=file]').setInputFiles(json);
  await page.waitForURL('**/runs/*');
  await expect(page.getByText('Nothing proves that this report is true.')).toBeVisible();
  await expectAccessible(page, 'run from a report');
  await page.getByRole('button', { name: 'Restore…' }).click();
  await confirmNext(page, 'Re-activate 2 users');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(ended);
  const restored = organisation.ledger().filter((entry) => entry.effect === 'activated');
  expect(restored.map((entry) => entry.accountId)).toEqual(people.map((person) => person.accountId));

  await page.goto(`${second.origin}/runs`);
  await expect(page.getByText('From a report', { exact: true })).toBeVisible();
  await expectAccessible(page, 'runs with one from a report');
  const importPack = async () => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Restore from a report' }).click();
    await (await chooser).setFiles(pack);
  };
  await importPack();
  await expect(
    page.getByText('Another file of the same run, run 1, was imported already, as run 1.'),
  ).toBeVisible();
  await page.getByRole('link', { name: 'Run 1', exact: true }).first().click();
  await page.getByRole('button', { name: 'Delete this run…' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('run 1');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete run 1' }).click();
  await page.waitForURL('**/runs');
  await importPack();
  await expect(page.getByText('The pack was checked: its parts agree.')).toBeVisible();
  await expectAccessible(page, 'run from an evidence pack');
  await second.stop();
  await removeDataDir(dataDir);
});

async function confirmNext(page: Page, button: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  const act = dialog.getByRole('button', { name: button });
  await act.waitFor();
  await numberField(dialog).fill(/\d+/.exec(button)?.[0] ?? '');
  await act.click();
}
