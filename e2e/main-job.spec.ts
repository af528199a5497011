/** The whole job as an admin does it, judged by the organisation's own ledger. */
import type { Page } from '@playwright/test';
import { expectAccessible } from './axe';
import { listOf } from './choose';
import { expect, test } from './fixtures';
import { holdRequests, isListOfField } from './hold-requests';
import {
  chooseFile,
  deactivateSelected,
  downloadReport,
  expectEnded,
  giveReason,
  numberField,
  ordinaryPeople,
  printedPages,
  sayNotInFile,
  uploadForReview,
  usersExport,
} from './job';
import { called, expectDeactivated } from './ledger';
import { letIn } from './let-in';
import { load, most, mostShift, watchLoading } from './loading';

test('an admin uploads an export, unticks somebody, deactivates the rest and reads the report', async ({
  page,
  lockstep,
  organisation,
}) => {
  const people = ordinaryPeople(organisation, 6);
  const [unticked, admin, ...rest] = people;
  if (!unticked || !admin) throw new Error('no people');
  const role = (person: { accountId: string }) =>
    person.accountId === admin.accountId ? 'Organization admin' : '';

  await letIn(page, lockstep.link);
  await uploadForReview(page, usersExport(people, role));
  await page.getByRole('checkbox', { name: unticked.name }).first().click();
  await expect(page.getByRole('checkbox', { name: admin.name }).first()).toBeDisabled();
  await deactivateSelected(page, rest.length);
  await expectEnded(page);

  const ids = rest.map((person) => person.accountId);
  expect(called(organisation)).toEqual(ids);
  expectDeactivated(organisation, ids);
  await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0);

  const report = await downloadReport(page);
  expect(report.map((row) => row['Account ID'])).toEqual(ids);
  expect(report.map((row) => row.Outcome)).toEqual(ids.map(() => 'Deactivated'));
  expect(report.map((row) => row['HTTP status'])).toEqual(ids.map(() => '204'));
});

/** After a run too, no page moves while it is loaded, in a wide and a narrow window. */
async function expectStillPages(page: Page, review: string): Promise<void> {
  await watchLoading(page);
  const wide = page.viewportSize() ?? { width: 1280, height: 720 };
  const run = page.url();
  const there = (name: string | RegExp) => () => page.getByRole('heading', { name }).first().waitFor();
  const pages: [url: string, ready: () => Promise<void>][] = [
    [new URL('/', run).href, () => page.getByText('Drop an export here').waitFor()],
    [review, () => page.getByRole('grid').waitFor()],
    [new URL('/runs', run).href, () => page.getByText('Did you use Postman or Newman?').waitFor()],
    [run, there(/deactivated/)],
    [`${run}/compare`, there('Compare with')],
    [new URL('/settings', run).href, there('Diagnostics')],
  ];
  for (const size of [{ width: 390, height: 844 }, wide]) {
    await page.setViewportSize(size);
    for (const [url, ready] of pages) {
      const { moved } = await load(page, url, ready);
      expect.soft(moved, `${new URL(url).pathname} at ${size.width} px`).toBeLessThanOrEqual(mostShift);
    }
  }
  await page.goto(run);
}

/** Without a connection too, the start page loads little script and moves little, in a wide and a narrow window. */
async function expectLightStart(page: Page, ready: () => Promise<void>): Promise<void> {
  await watchLoading(page);
  const wide = page.viewportSize() ?? { width: 1280, height: 720 };
  for (const size of [{ width: 390, height: 844 }, wide]) {
    await page.setViewportSize(size);
    const start = await load(page, page.url(), ready);
    expect.soft(start.all, `all scripts at ${size.width} px`).toBeLessThanOrEqual(most.start.all);
    expect.soft(start.moved, `moved at ${size.width} px`).toBeLessThanOrEqual(mostShift);
  }
}

for (const kind of ['users', 'managed accounts']) {
  test(`without a key, the whole job works with the demo organisation and its ${kind} export`, async ({
    page,
    demo,
  }) => {
    await letIn(page, demo.link);
    const tryDemo = page.getByRole('button', { name: /demo organisation/i }).first();
    if (kind === 'users') await expectLightStart(page, () => tryDemo.waitFor());
    await tryDemo.click();
    await page.getByRole('button', { name: `Use the sample ${kind} export` }).click();
    await page.waitForURL('**/review/*');
    const review = page.url();
    await sayNotInFile(page);
    await page.getByRole('button', { name: 'Deactivate selected' }).click();
    const dialog = page.getByRole('dialog');
    // Nearly everybody in the organisation is ticked, so the plan needs a reason. From then on the number is fixed.
    await giveReason(dialog);
    const heading = dialog.getByRole('heading').first();
    await expect(heading).toHaveText(/^Deactivate [\d,]+ users/);
    const count = /[\d,]+/.exec((await heading.textContent()) ?? '')?.[0] ?? 'no number';
    // Sealed when the field is left, in the same dialog.
    await dialog.getByLabel('Ticket (optional)').fill('OPS-311');
    await numberField(dialog).fill(count.replace(',', ''));
    await dialog.getByRole('button', { name: `Deactivate ${count} users` }).click();
    await page.waitForURL('**/runs/*');
    await expectEnded(page);
    const reasons = page.getByRole('region', { name: 'Needs attention' }).getByRole('listitem');
    await expect(reasons).toHaveCount(2);
    for (const text of await reasons.locator('span:last-child').all()) {
      // No line of a reason is hidden.
      expect(await text.evaluate((span) => span.scrollHeight - span.clientHeight)).toBeLessThanOrEqual(1);
    }

    const report = await downloadReport(page);
    expect(report).toHaveLength(Number(count.replace(',', '')));
    const outcomes = new Set(report.map((row) => row.Outcome));
    expect(outcomes).toContain('Deactivated');
    expect(outcomes).toContain('Refused');
    for (const row of report) expect(row.Reason).not.toBe('');
    expect(report.every((row) => row.Ticket === 'OPS-311')).toBe(true);
    expect(report.every((row) => row['Run reason'] === 'The whole sample has left')).toBe(true);
    if (kind === 'users') {
      // The CSV serves spreadsheets; the page serves a file on paper.
      expect(await printedPages(page)).toBeLessThanOrEqual(7);
      await expectStillPages(page, review);
    } else await decideAboutSome(page);
  });
}

for (const by of ['the keyboard', 'the mouse'] as const) {
  test(`the operator, chosen by ${by}, is protected, even if the answer comes after Deactivate selected`, async ({
    page,
    lockstep,
    organisation,
  }) => {
    const people = ordinaryPeople(organisation, 3);
    const [operator, ...rest] = people;
    // So the list of the field is loaded only when the field is used.
    await page.addInitScript(() => Object.assign(window, { requestIdleCallback: () => 0 }));
    await letIn(page, lockstep.link);
    await chooseFile(page, usersExport(people));
    await page.waitForURL('**/review/*');
    const load = await holdRequests(page, isListOfField());
    await page.getByRole('button', { name: 'Deactivate selected' }).click();
    const dialog = page.getByRole('dialog');
    const who = dialog.getByRole('combobox');
    await who.fill(operator?.email ?? '');
    await expect(who).toHaveAttribute('aria-expanded', 'false');
    load();
    const option = (await listOf(who)).getByRole('option', { name: operator?.name ?? 'nobody' });
    await option.waitFor();
    if (by === 'the mouse') await option.click();
    else {
      await expect(who).toHaveAttribute('aria-activedescendant', (await option.getAttribute('id')) ?? 'none');
      await page.keyboard.press('Enter');
    }
    await dialog.getByRole('button', { name: 'This is my account' }).click();
    await numberField(dialog).fill('2');
    await dialog.getByRole('button', { name: 'Deactivate 2 users' }).click();
    await page.waitForURL('**/runs/*');
    await expectEnded(page);
    expect(called(organisation)).toEqual(rest.map((person) => person.accountId));
  });
}

/**
 * Dismisses the users of one reason, finds them by the address of the page, and looks at the history of one of them.
 */
async function decideAboutSome(page: Page): Promise<void> {
  const dismiss = page.getByRole('button', { name: /^Dismiss \d+…$/ }).last();
  const count = /\d+/.exec((await dismiss.textContent()) ?? '')?.[0];
  await dismiss.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('Their team decides');
  await expectAccessible(page, 'dismissal');
  // The page hears of it before the dialog closes.
  const close = await holdRequests(page, ({ pathname }) => pathname === '/api/runs');
  await dialog.getByRole('button', { name: /^Dismiss/ }).click();
  await expect(page.getByText(`${count} dismissed`)).toBeVisible();
  close();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('group').filter({ hasText: `${count} dismissed` })).toBeFocused();
  await page.getByRole('button', { name: 'List them' }).click();
  await expect(page.getByRole('button', { name: /^Needs attention/ })).toBeFocused();
  await expect(page).toHaveURL(/\?outcome=attention$/);
  await page
    .getByRole('button', { name: /^Details of/ })
    .first()
    .click();
  await expect(page).toHaveURL(/&user=/);
  await page.reload();
  await page.getByRole('link', { name: 'All runs with this user' }).click();
  await expect(page.getByText('In 1 run, the newest first')).toBeVisible();
  await expectAccessible(page, 'history of a user');
}
