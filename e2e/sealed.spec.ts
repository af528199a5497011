/** The data folder is changed while a run is interrupted. */

import { createRequire } from 'node:module';
import path from 'node:path';
import { expectAccessible } from './axe';
import { connectedTo, expect, test } from './fixtures';
import { holdAfter, release } from './hold';
import { deactivateSelected, downloadReport, ordinaryPeople, uploadForReview, usersExport } from './job';
import { called } from './ledger';
import { letIn } from './let-in';
import { startLockstep } from './lockstep';

const name = Number(process.versions.napi) >= 10 ? 'better-sqlite3' : 'better-sqlite3-node20';
const Sqlite: new (file: string) => { exec(sql: string): void; close(): void } = createRequire(
  import.meta.url,
)(name);

test('a run whose plan was changed is closed: it says why and can be stopped, and a new run does the rest', async ({
  page,
  organisation,
  dataDir,
}) => {
  const people = ordinaryPeople(organisation, 12);
  const first = await startLockstep(dataDir, connectedTo(organisation));
  await letIn(page, first.link);
  await uploadForReview(page, usersExport(people));
  const held = holdAfter(organisation, 4);
  await deactivateSelected(page, 12);
  await held;
  await first.kill();
  release(organisation);
  const database = new Sqlite(path.join(dataDir, 'lockstep.db'));
  database.exec("UPDATE plan_entries SET name = 'Somebody Else' WHERE position = 9");
  database.exec("DROP TRIGGER journal_is_append_only; UPDATE journal SET event = 'x' || event WHERE seq = 6");
  database.close();

  const second = await startLockstep(dataDir, connectedTo(organisation));
  const before = called(organisation).length;
  const { pathname } = new URL(page.url());
  await letIn(page, second.link);
  await page.goto(second.origin + pathname);
  const closed = page.getByRole('alert').filter({ hasText: 'closed for resuming' });
  await expect(closed).toContainText('the digest is another one');
  await expect(closed).toContainText('from entry 6 on: This entry was changed.');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeEnabled();
  await expect(page.getByRole('button', { name: 'Resume' })).toHaveCount(0);
  await expectAccessible(page, 'closed for resuming');

  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Stopped at \d+ of 12/);
  await expect(page.getByText('This run is not as it was sealed and written.')).toBeVisible();
  for (const row of await downloadReport(page)) expect(row['As sealed']).toMatch(/^NO\./);
  expect(called(organisation)).toHaveLength(before);
  await page.getByRole('button', { name: /Start a new run with the rest/ }).click();
  await expect(page.getByRole('dialog')).toContainText('check every user');
  await second.stop();
});
