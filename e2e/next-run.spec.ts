/** What follows a run: retrying what failed, and taking the whole run back. */

import type { Page } from '@playwright/test';
import { expectAccessible } from './axe';
import { expect, test } from './fixtures';
import {
  deactivateSelected,
  downloadReport,
  expectEnded,
  ordinaryPeople,
  uploadForReview,
  usersExport,
} from './job';
import { called, expectDeactivated } from './ledger';
import { letIn } from './let-in';

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
  await confirmNext(page, 'Deactivate 1 user');
  await expect(page).not.toHaveURL(before);
  await expectEnded(page);
  expectDeactivated(organisation, [...ids.filter((id) => id !== stubborn), stubborn]);

  await page.goto(before);
  const calls = called(organisation).length;
  await page.getByRole('button', { name: 'Restore…' }).click();
  await expect(page.getByRole('dialog').getByRole('heading')).toHaveText(/^Re-activate 5 users/);
  await expectAccessible(page, 'confirmation of a restore');
  await confirmNext(page, 'Re-activate 5 users');
  await expect(page).not.toHaveURL(before);
  await expectEnded(page);
  await expectAccessible(page, 'restore, done');
  const restored = organisation
    .ledger()
    .filter((entry) => entry.effect === 'activated')
    .map((entry) => entry.accountId);
  expect(restored).toEqual(ids.filter((id) => id !== stubborn));
  expect(called(organisation)).toHaveLength(calls);
  const report = await downloadReport(page);
  expect(report.map((row) => row.Outcome)).toEqual(restored.map(() => 'Re-activated'));
});

async function confirmNext(page: Page, button: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  const act = dialog.getByRole('button', { name: button });
  await act.waitFor();
  await dialog.getByRole('textbox').fill(/\d+/.exec(button)?.[0] ?? '');
  await act.click();
}
