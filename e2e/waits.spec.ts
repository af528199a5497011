/** What an admin sees of a wait that Atlassian asked for, and how they end it. */

import { expectAccessible } from './axe';
import { expect, test } from './fixtures';
import { deactivateSelected, expectEnded, ordinaryPeople, uploadForReview, usersExport } from './job';
import { called } from './ledger';
import { letIn } from './let-in';

test('a wait of a year is named, is one of an hour, and ends when the admin asks now', async ({
  page,
  lockstep,
  organisation,
}) => {
  const people = ordinaryPeople(organisation, 4);
  await letIn(page, lockstep.link);
  await uploadForReview(page, usersExport(people));
  organisation.setFaults({
    storm: {
      next: 1,
      after: 1,
      seconds: 31_536_000,
      headers: 'retry-after-seconds',
      on: ['lifecycle.disable'],
    },
  });
  await deactivateSelected(page, 4);

  const notice = page.getByText('Atlassian asked to wait 365 days; Lockstep waits at most an hour.');
  await expect(notice).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Waiting at/);
  const calls = called(organisation).length;
  await expectAccessible(page, 'a long wait');
  expect(called(organisation)).toHaveLength(calls);

  await page.getByRole('button', { name: 'Ask now' }).click();
  await expectEnded(page);
  await expect(notice).toBeHidden();
  expect(new Set(called(organisation))).toEqual(new Set(people.map((person) => person.accountId)));
});
