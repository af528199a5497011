/** What an admin sees during a wait that Atlassian asked for, and how they end it. */

import { expectAccessible } from './axe';
import { expect, test } from './fixtures';
import { deactivateSelected, expectEnded, ordinaryPeople, uploadForReview, usersExport } from './job';
import { called } from './ledger';
import { letIn } from './let-in';

test('a wait of a year is shown, lasts an hour, and ends when the admin asks now', async ({
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
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByText('Nobody so far.')).toBeHidden();
  const top = async () => (await page.locator('#users').boundingBox())?.y;
  const waiting = await top();
  // Nothing but the head of the run is above its users.
  expect(waiting).toBeLessThanOrEqual(320);

  await page.getByRole('button', { name: 'Ask now' }).click();
  await expectEnded(page);
  await expect(notice).toBeHidden();
  await expect(page.getByRole('region', { name: 'Run 1', exact: true })).toBeFocused();
  // The notice of the wait came and went without moving the users.
  await expect.poll(top).toBe(waiting);
  expect(new Set(called(organisation))).toEqual(new Set(people.map((person) => person.accountId)));
});

test('a wait counts down by the server’s clock, whatever the browser’s clock says', async ({
  page,
  lockstep,
  organisation,
}) => {
  // Two hours ahead: by this clock the wait would be over before it began.
  await page.addInitScript(() => {
    const real = Date.now;
    Date.now = () => real() + 7_200_000;
  });
  const people = ordinaryPeople(organisation, 4);
  await letIn(page, lockstep.link);
  await uploadForReview(page, usersExport(people));
  organisation.setFaults({
    storm: { next: 1, after: 1, seconds: 3_600, headers: 'retry-after-seconds', on: ['lifecycle.disable'] },
  });
  await deactivateSelected(page, 4);

  await expect(page.getByText('Atlassian asked to wait 1 h')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Waiting at/);
  const left = page.getByText(/goes on by itself in (?:59|60):\d\d|goes on by itself in 1:00:\d\d/);
  await expect(left).toBeVisible();
  await page.reload();
  await expect(left).toBeVisible();
  await page.getByRole('button', { name: 'Ask now' }).click();
  await expectEnded(page);
});
