/** What an admin sees if Atlassian does not provide what they need: unreadable accounts, and people who own sites. */

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
import { called } from './ledger';
import { letIn } from './let-in';

test('if no account can be read the run waits, and marks users who are called anyway as not read', async ({
  page,
  lockstep,
  organisation,
}) => {
  const people = ordinaryPeople(organisation, 2);
  const unreadable = [{ on: ['profile'], always: true, answer: 415 }] as const;
  organisation.setFaults({
    perAccount: Object.fromEntries(people.map(({ accountId }) => [accountId, unreadable])),
  });
  await letIn(page, lockstep.link);
  await uploadForReview(page, usersExport(people));
  await deactivateSelected(page, 2);
  const goOn = page.getByRole('button', { name: 'Go on without reading' });
  await expect(goOn).toBeVisible();
  expect(called(organisation)).toEqual([]);
  await expectAccessible(page, 'run, nobody can be read');
  await goOn.click();
  await expect(page.getByText('the account could not be read back')).toBeVisible();
  await expect(page.getByText('1 user was called without having been read.')).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expectEnded(page);
  await expect(page.getByText('2 users were called without having been read.')).toBeVisible();
  const report = await downloadReport(page);
  expect(report.map((row) => row['Read before the call'])).toEqual(['NOT READ', 'NOT READ']);
  expect(called(organisation)).toHaveLength(2);
});

test('the page to which Atlassian sends the admin is a link beside the reason', async ({
  page,
  lockstep,
  organisation,
}) => {
  const owners = organisation.people().filter(({ kind }) => kind === 'entitled');
  await letIn(page, lockstep.link);
  await uploadForReview(page, usersExport([...ordinaryPeople(organisation, 2), ...owners.slice(0, 1)]));
  await deactivateSelected(page, 3);
  await expectEnded(page);
  const attention = page.getByRole('region', { name: /needs? your attention/ });
  await expect(attention.getByRole('link', { name: /^How to fix this/ })).toBeVisible();
  const link = attention.getByRole('link', { name: 'admin.example.com' });
  await expect(link).toHaveAttribute('href', /^https:\/\/admin\.example\.com\/people\/.*\/entitlements$/);
  await expect(link).toHaveAttribute('rel', 'noreferrer');
  await expectAccessible(page, 'run, done, with a link');
});
