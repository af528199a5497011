/** Ways to upload: drop, paste, and returning to an earlier upload. */

import { connectedTo, expect, test } from './fixtures';
import { chooseFile, expectSaved, ordinaryPeople, sayNotInFile, usersExport } from './job';
import { letIn } from './let-in';
import { startLockstep } from './lockstep';

test('an export can be dropped anywhere on the page, or its text pasted', async ({
  page,
  lockstep,
  organisation,
}) => {
  const text = usersExport(ordinaryPeople(organisation, 3));
  await letIn(page, lockstep.link);
  await page.getByText('Drop an export here').waitFor();
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'dropped.csv', { type: 'text/csv' }));
    return data;
  }, text);
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent('main', type, { dataTransfer: transfer });
  }
  await page.waitForURL('**/review/*');
  await expect(page.getByRole('heading', { level: 1, name: /dropped\.csv/ })).toBeVisible();

  await page.goto(lockstep.origin);
  await page.getByText('Drop an export here').waitFor();
  await page.evaluate((content) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', content);
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);
  await page.waitForURL('**/review/*');
  await expect(page.getByText('selected, of 3 in the file')).toBeVisible();
});

test('a managed accounts export is recognised; roster, ticks and answer survive a restart', async ({
  page,
  organisation,
  dataDir,
}) => {
  const first = await startLockstep(dataDir, connectedTo(organisation));
  await letIn(page, first.link);
  await chooseFile(page, organisation.exportCsv('managed-accounts'), 'managed-accounts.csv');
  await page.waitForURL('**/review/*');
  await sayNotInFile(page);
  const person = ordinaryPeople(organisation, 1)[0];
  const box = page.getByRole('checkbox', { name: person?.name ?? '' }).first();
  await expect(box).toBeChecked();
  const count = page.getByText(/selected, of \d+ in the file/);
  const words = (await count.textContent()) ?? 'no words';
  await box.click();
  await expect(box).not.toBeChecked();
  const fewer = words.replace(/\d+/, (ticked) => String(Number(ticked) - 1));
  await expect(count).toHaveText(fewer);
  await expectSaved(page, person?.accountId ?? '', false);
  const path = new URL(page.url()).pathname;
  await page.reload();
  await expect(box).not.toBeChecked();
  await first.stop();

  const second = await startLockstep(dataDir, connectedTo(organisation));
  await letIn(page, second.link);
  await page
    .getByRole('link', { name: /managed-accounts\.csv/ })
    .first()
    .click();
  await expect(page).toHaveURL(second.origin + path);
  await expect(box).not.toBeChecked();
  await expect(count).toHaveText(fewer);
  await expect(page.getByText('You are not in this file')).toBeVisible();
  await second.stop();
});
