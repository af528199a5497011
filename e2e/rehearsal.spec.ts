/** Practising the worst day: the page's own switches, a run in between, and a ledger that must agree. */

import { expectAccessible } from './axe';
import { chooseOption } from './choose';
import { expect, test } from './fixtures';
import { downloadReport, ended, expectEnded, numberField, sayNotInFile } from './job';
import { askFrom, letIn } from './let-in';

test('a run survives the faults of the rehearsal, and the ledger agrees with its report', async ({
  page,
  demo,
}) => {
  await letIn(page, demo.link);
  await page
    .getByRole('button', { name: /demo organisation/i })
    .first()
    .click();
  await page.getByRole('link', { name: 'Rehearsal' }).click();
  await page.getByRole('heading', { level: 1, name: 'Rehearsal' }).waitFor();
  await expectAccessible(page, 'rehearsal');
  await page.getByRole('checkbox', { name: 'Ten 429s that name the wait' }).click();
  await page.getByText('Connections cut after the change', { exact: true }).click();
  await page.getByRole('checkbox', { name: 'Ten 429s without a word' }).click();
  await expect(page.getByRole('checkbox', { name: 'Ten 429s that name the wait' })).not.toBeChecked();
  // Clicks one right after the other: each counts, whichever request is answered first.
  const slow = page.getByRole('checkbox', { name: 'Slow answers' });
  const told = page.getByRole('checkbox', { name: 'Ten 429s that name the wait' });
  await slow.click();
  await told.click();
  await slow.click();
  const known = async () => (await askFrom(page, '/api/demo/rehearsal')).text;
  await expect.poll(known).toMatch(/"slow":false,.*"storm-told":true/);
  await expect(told).toBeChecked();
  await expect(slow).not.toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Connections cut after the change' })).toBeChecked();

  await page.getByRole('link', { name: 'New run' }).click();
  const band = page.getByRole('complementary', { name: 'Faults of the demo organisation' });
  await expect(band).toContainText(
    'Rehearsal: 2 faults on · Ten 429s that name the wait, Connections cut after the change',
  );
  await page.getByRole('heading', { level: 1, name: 'Upload an export' }).waitFor();
  await expectAccessible(page, 'start, with faults on');
  await page.getByRole('button', { name: 'Use the sample users export' }).click();
  await page.waitForURL('**/review/*');
  await sayNotInFile(page);
  await page.getByRole('checkbox', { name: /all/i }).first().click();
  for (const name of ['Ada Example', 'Ben Sample', 'Chloé Placeholder', 'svc-backup']) {
    await page.getByRole('checkbox', { name }).first().click();
  }
  await page.getByRole('button', { name: 'Deactivate selected' }).click();
  const dialog = page.getByRole('dialog');
  await numberField(dialog).fill('4');
  await dialog.getByRole('button', { name: 'Deactivate 4 users' }).click();
  await page.waitForURL('**/runs/*');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(ended);
  await expectEnded(page);
  const report = await downloadReport(page);
  const outcomes = report.map((row) => row.Outcome);
  expect(outcomes).toHaveLength(4);
  expect(outcomes.filter((each) => each === 'Confirmed inactive')).toHaveLength(3);
  expect(outcomes.filter((each) => each === 'Deactivated')).toHaveLength(1);

  await page.getByRole('link', { name: 'Rehearsal' }).click();
  await expect(band).toBeHidden();
  await page.getByRole('button', { name: 'What changed' }).click();
  await expect(page.getByText('deactivated', { exact: true })).toHaveCount(4);
  await expect(page.getByText('cut off', { exact: true })).toHaveCount(3);
  await expect(page.getByRole('checkbox', { name: 'Connections cut after the change' })).not.toBeChecked();
  await expectAccessible(page, 'rehearsal, with calls');
});

test('another organisation replaces this one, and is used at once', async ({ page, demo }) => {
  await letIn(page, demo.link);
  await page
    .getByRole('button', { name: /demo organisation/i })
    .first()
    .click();
  await page.getByRole('link', { name: 'Rehearsal' }).click();
  await page.getByRole('textbox', { name: 'Seed' }).fill('8');
  await chooseOption(page.getByRole('combobox', { name: 'Size' }), '10,000 people');
  await page.getByText('Slow answers', { exact: true }).click();
  const band = page.getByRole('complementary', { name: 'Faults of the demo organisation' });
  await expect(band).toContainText('Rehearsal: 1 fault on · Slow answers');
  const again = page.getByRole('button', { name: 'Start over' });
  await again.click();
  await expect(page.getByRole('dialog')).toContainText(
    '10,000 people (seed 8) replace the present 250 people (seed 7).',
  );
  await page.getByRole('button', { name: 'Keep it' }).click();
  await expect(page.getByRole('textbox', { name: 'Seed' })).toHaveValue('8');
  await again.click();
  await page.getByRole('button', { name: 'Delete it and start over' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'started over' })).toContainText(
    'The demo organisation started over with 10,000 people (seed 8).',
  );
  await expect(again).toBeFocused();
  await expect(band).toBeHidden();
  await page.getByText('Slow answers', { exact: true }).click();
  await band.getByRole('button', { name: 'Switch it off' }).click();
  await expect(band).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await page.getByRole('link', { name: 'New run' }).click();
  await page.getByRole('button', { name: 'Use the sample users export' }).click();
  await page.waitForURL('**/review/*');
  await expect(page.getByText(/of 10,000 in the file/)).toBeVisible();
  // Uploads and runs of the former organisation are told apart by its name.
  await page.getByRole('link', { name: 'New run' }).click();
  await expect(
    page.getByRole('listitem').filter({ hasText: 'Users export · Example Org 2 ·' }),
  ).toBeVisible();
});

test('rehearsal needs the demo organisation', async ({ page, lockstep }) => {
  await letIn(page, lockstep.link);
  await expect(page.getByRole('link', { name: 'Settings' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Rehearsal' })).toHaveCount(0);
  await page.goto(`${lockstep.origin}/rehearsal`);
  await expect(page.getByText('Rehearsals are for the demo organisation.')).toBeVisible();
});
