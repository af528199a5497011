/** A job without a file: everybody of the organisation is read, filtered, ticked, deactivated and reported. */
import { expectAccessible } from './axe';
import { expect, test } from './fixtures';
import { downloadReport, expectEnded, giveReason, numberField, sayNotInFile, usersOf } from './job';
import { called } from './ledger';
import { letIn } from './let-in';

const quarter = 90 * 86_400_000;

test('an admin without a file deactivates everybody not seen for 90 days', async ({
  page,
  lockstep,
  organisation,
}) => {
  await letIn(page, lockstep.link);
  const panel = page.getByRole('region', { name: 'From your organisation' });
  // It was read as soon as Lockstep was connected.
  const review = panel.getByRole('button', { name: 'Review these accounts' });
  await review.waitFor();
  await page.goto(new URL('/settings', page.url()).href);
  const known = page.getByRole('region', { name: 'What Lockstep knows of the organisation' });
  await expect(known).toContainText(/\d+ accounts, \d+ of them active\. Read just now\./);
  await page.goBack();
  await panel.getByRole('button', { name: 'Read again' }).press('Enter');
  await review.waitFor();
  // The button that was pressed is gone, and the focus stays in its panel.
  await expect(panel.locator(':focus').or(panel.and(page.locator(':focus')))).toHaveCount(1);
  await expectAccessible(page, 'the start page, with the organisation read');
  await review.press('Enter');
  await page.waitForURL('**/review/*');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Your organisation, read at');
  await sayNotInFile(page);
  await expect(page.getByText(/Atlassian’s list: just now, \d+ accounts/)).toBeVisible();
  expect((await usersOf(page)).filter(({ ticked }) => ticked)).toEqual([]);

  await page.getByRole('button', { name: 'Not seen for 90 days or more' }).click();
  await page.getByRole('button', { name: /^Select only the \d+ eligible that match$/ }).click();
  const longAgo = (person: { products: Record<string, string | null> }): boolean => {
    const dates = Object.values(person.products).flatMap((date) => date ?? []);
    // The list has no date for people who were never seen, so they do not match.
    return dates.length > 0 && dates.every((date) => Date.now() - Date.parse(date) >= quarter);
  };
  const expected = organisation
    .people()
    .filter((one) => longAgo(one) && one.status === 'active')
    .filter(({ kind }) => kind !== 'unmanaged' && kind !== 'organisation-admin');
  const ids = expected.map(({ accountId }) => accountId).sort();
  const tickedNow = async () =>
    (await usersOf(page)).flatMap(({ accountId, ticked }) => (ticked ? [accountId] : [])).sort();
  await expect.poll(tickedNow).toEqual(ids);

  await page.getByRole('button', { name: 'Deactivate selected' }).click();
  const dialog = page.getByRole('dialog');
  await giveReason(dialog);
  await numberField(dialog).fill(String(ids.length));
  await dialog.getByRole('button', { name: `Deactivate ${ids.length} users` }).click();
  await page.waitForURL('**/runs/*');
  await expectEnded(page);

  const report = await downloadReport(page);
  expect(report.map((row) => row['Account ID']).sort()).toEqual(ids);
  const wanted = new Set<string | null>(ids);
  expect(called(organisation).filter((id) => !wanted.has(id))).toEqual([]);
  const now = new Map(organisation.people().map((one) => [one.accountId, one.status]));
  for (const row of report) {
    expect(now.get(row['Account ID'] ?? '') === 'inactive').toBe(
      /^(Deactivated|Confirmed inactive)$/.test(row.Outcome ?? ''),
    );
  }
  expect(report.some(({ Outcome }) => Outcome === 'Deactivated')).toBe(true);
});
