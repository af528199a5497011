/** A power cut in the middle of a run, and a copy of its data folder. */
import { cp, rename, rm } from 'node:fs/promises';

import { connectedTo, expect, test } from './fixtures';
import { holdAfter, release } from './hold';
import {
  deactivateSelected,
  downloadReport,
  expectEnded,
  ordinaryPeople,
  uploadForReview,
  usersExport,
} from './job';
import { called, deactivated } from './ledger';
import { letIn } from './let-in';
import { startLockstep } from './lockstep';

test('after a kill the run is shown as interrupted, and resuming it settles every user once', async ({
  page,
  organisation,
  dataDir,
}) => {
  const people = ordinaryPeople(organisation, 30);
  const first = await startLockstep(dataDir, connectedTo(organisation));
  await letIn(page, first.link);
  await uploadForReview(page, usersExport(people));
  const held = holdAfter(organisation, 7);
  await deactivateSelected(page, 30);
  await held;
  await first.kill();
  release(organisation);

  const second = await startLockstep(dataDir, connectedTo(organisation));
  const before = called(organisation).length;
  const { pathname } = new URL(page.url());
  await letIn(page, second.link);
  await page.goto(second.origin + pathname);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Interrupted at \d+ of 30/);
  await expect(page.getByText('Lockstep was closed in the middle of this run.')).toBeVisible();
  expect(called(organisation)).toHaveLength(before);

  await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeEnabled();

  // In a copy of the folder, the run goes on only once the admin says that it is the newest.
  await second.stop();
  await putCopyInPlace(dataDir);
  const third = await startLockstep(dataDir, connectedTo(organisation));
  await letIn(page, third.link);
  await page.goto(third.origin + pathname);
  await expect(page.getByText('This data folder is a copy, or was put back from one')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Resume', exact: true })).toHaveCount(0);
  expect(called(organisation)).toHaveLength(before);
  await page.getByRole('button', { name: 'It is the newest copy: resume' }).click();
  await expectEnded(page);
  const ids = people.map((person) => person.accountId);
  // The call that the kill cut off may not have arrived. Its user is then read again after pauses, and called later.
  const order = deactivated(organisation);
  const late = ids.find((id, at) => order[at] !== id);
  const others = (all: readonly (string | null)[]) => all.filter((id) => id !== late);
  expect(others(order)).toEqual(others(ids));
  expect(order.toSorted()).toEqual(ids.toSorted());
  expect(called(organisation).length).toBeLessThanOrEqual(31);
  const report = await downloadReport(page);
  expect(report.map((row) => row['Account ID'])).toEqual(ids);
  const doubtful = report.filter((row) => row.Outcome !== 'Deactivated');
  expect(doubtful.length).toBeLessThanOrEqual(1);
  for (const row of doubtful) expect(row.Outcome).toBe('Confirmed inactive');
  await third.stop();
});

async function putCopyInPlace(folder: string): Promise<void> {
  const copy = `${folder}-copy`;
  await cp(folder, copy, { recursive: true });
  await rm(folder, { recursive: true });
  await rename(copy, folder);
}
