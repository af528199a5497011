/** A power cut in the middle of a run. */
import { connectedTo, expect, test } from './fixtures';
import {
  deactivateSelected,
  downloadReport,
  expectEnded,
  ordinaryPeople,
  uploadForReview,
  usersExport,
} from './job';
import { called, deactivated } from './ledger';
import { startLockstep } from './lockstep';

test('after a kill the run is shown as interrupted, and resuming it settles everybody once', async ({
  page,
  organisation,
  dataDir,
}) => {
  organisation.setFaults({ latencyMs: 40 });
  const people = ordinaryPeople(organisation, 30);
  const first = await startLockstep(dataDir, connectedTo(organisation));
  await page.goto(first.link);
  await uploadForReview(page, usersExport(people));
  await deactivateSelected(page, 30);
  await expect.poll(() => called(organisation).length).toBeGreaterThan(7);
  await first.kill();

  const port = new URL(first.origin).port;
  const second = await startLockstep(dataDir, { ...connectedTo(organisation), PORT: port });
  const before = called(organisation).length;
  const address = page.url();
  await page.goto(second.link);
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Interrupted at \d+ of 30/);
  await expect(page.getByText('Lockstep was closed in the middle of this run.')).toBeVisible();
  expect(called(organisation)).toHaveLength(before);

  await page.getByRole('button', { name: 'Resume' }).click();
  await expectEnded(page);
  const ids = people.map((person) => person.accountId);
  expect(deactivated(organisation)).toEqual(ids);
  expect(called(organisation).length).toBeLessThanOrEqual(31);
  const report = await downloadReport(page);
  expect(report.map((row) => row['Account ID'])).toEqual(ids);
  const doubtful = report.filter((row) => row.Outcome !== 'Deactivated');
  expect(doubtful.length).toBeLessThanOrEqual(1);
  for (const row of doubtful) expect(row.Outcome).toBe('Confirmed inactive');
  await second.stop();
});
