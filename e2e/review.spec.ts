/** Reviewing with the keyboard alone: search, filter, tick, undo, read, save. */

import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expectAccessible } from './axe';
import { chooseItemByKeyboard } from './choose';
import { expect, test } from './fixtures';
import { chooseFile, expectSaved, sayNotInFile } from './job';
import { askFrom, letIn } from './let-in';

const id = (at: number): string => `557058:00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
const header =
  'User id,User name,email,User status,Org role,Groups,Jira - acme,Last seen in Jira - acme,Last seen in Loom - acme';
const row = (at: number, rest = 'Active,,"staff, chess",User,3 Jan 2024,Never accessed'): string =>
  `${id(at)},Sample Person ${at},person${at}@example.com,${rest}`;
const file = `${[
  header,
  ...Array.from({ length: 30 }, (_, at) => row(at)),
  row(30, 'Active,,staff,,Never accessed,Never accessed'),
  '5.57E+17,Damaged Sample,damaged@example.com,Active,,,,,',
].join('\n')}\n`;

/** Uploads the file; in the page that tests share it is one upload more. */
async function review(page: Page, origin: string): Promise<void> {
  await page.goto(origin);
  await chooseFile(page, file, 'people.csv');
  await page.waitForURL('**/review/*');
  await sayNotInFile(page);
}

const box = (page: Page, at: number) =>
  page.getByRole('checkbox', { name: `Sample Person ${at}`, exact: true });

test('a range, everybody who matches, inverting, and undo', async ({ shared: { page, lockstep } }) => {
  await review(page, lockstep.origin);
  await box(page, 2).focus();
  await page.keyboard.press('Space');
  await expect(box(page, 2)).not.toBeChecked();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('Shift+ArrowDown');
  for (const at of [3, 4, 5]) await expect(box(page, at)).not.toBeChecked();
  await expect(box(page, 6)).toBeChecked();
  await expect(page.getByText('27 selected', { exact: false }).first()).toBeVisible();

  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('person7@');
  await expect(page.getByText('1 of 32 users matches')).toBeVisible();
  await expect(page).toHaveURL(/[?&]q=person7%40/);
  const ticks = page.getByRole('button', { name: 'Select', exact: true });
  await chooseItemByKeyboard(ticks, 'Invert the selection of the 1 that match');
  await expect(box(page, 7)).not.toBeChecked();
  await expectSaved(page, id(7), false);
  await page.getByRole('button', { name: 'Undo' }).focus();
  await page.keyboard.press('Enter');
  await expect(box(page, 7)).toBeChecked();
  await expect(page.getByRole('region', { name: 'Selection' })).toBeFocused();
  await expectSaved(page, id(7), true);

  await page.reload();
  await expect(page.getByText('1 of 32 users matches')).toBeVisible();
  await expect(box(page, 7)).toBeChecked();
});

test('inactive for a number of days, in one app, stored in the address', async ({
  shared: { page, lockstep },
}) => {
  await review(page, lockstep.origin);
  await page.getByRole('button', { name: 'Not seen for 365 days or more' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('31 of 32 users match')).toBeVisible();
  await expect(page).toHaveURL(/[?&]inactive=365/);
  await page.getByRole('button', { name: /^No app/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 of 32 users matches')).toBeVisible();
  await page.getByRole('button', { name: 'Select only the 1 that match' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 selected').first()).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('31 selected').first()).toBeVisible();
  await expect(box(page, 30)).toBeChecked();
  await page.getByLabel('Last seen in', { exact: true }).selectOption('Loom - acme');
  await expect(page).toHaveURL(/[?&]in=c8/);
  await expectAccessible(page, 'filtered review');

  const days = page.getByLabel('Not seen for another number of days');
  await days.fill('45');
  await expect(page).toHaveURL(/[?&]inactive=45/);
  await page.getByRole('button', { name: 'Clear filters' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(/inactive/);
  await expect(days).toHaveValue('');
  await expect(page.getByRole('heading', { name: 'Users', exact: true })).toBeFocused();
});

test('the details of a user and the problems of a file', async ({ shared: { page, lockstep } }) => {
  await review(page, lockstep.origin);
  await box(page, 1).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('[data-place="2:1"]')).toBeFocused();
  await page.keyboard.press('Enter');
  const details = page.getByRole('dialog', { name: 'Sample Person 1' });
  await expect(details.getByText('chess', { exact: true })).toBeVisible();
  await expect(details.getByRole('link', { name: /Atlassian Administration/ })).toHaveAttribute(
    'href',
    new RegExp(`^https://admin\\.atlassian\\.com/o/[^/]+/members/${encodeURIComponent(id(1))}$`),
  );
  await expectAccessible(page, 'details');
  await page.keyboard.press('Escape');
  await expect(details).toBeHidden();
  await expect(page.locator('[data-place="2:1"]')).toBeFocused();

  await page
    .getByRole('button', { name: /problem/ })
    .first()
    .focus();
  await page.keyboard.press('Enter');
  const problems = page.getByRole('dialog');
  await expect(problems.getByText('Line 33')).toBeVisible();
  await expect(problems.getByText(/5\.57E\+17,Damaged Sample/)).toBeVisible();
  await expectAccessible(page, 'problems');
  const saving = page.waitForEvent('download');
  await problems.getByRole('button', { name: 'Save the problems as CSV' }).focus();
  await page.keyboard.press('Enter');
  expect(await readFile(await (await saving).path(), 'utf8')).toMatch(
    /^\ufeffLine,Problem,What to do.*\r\n33,/,
  );
});

test('the selected users are saved in the format of the file', async ({ shared: { page, lockstep } }) => {
  await review(page, lockstep.origin);
  await box(page, 0).focus();
  await page.keyboard.press('Space');
  const save = page.getByRole('button', { name: 'Save' });
  await save.press('Enter');
  await expect(page.getByRole('menu').getByRole('group', { name: 'may run formulas' })).toBeVisible();
  await page.keyboard.press('Escape');
  const saving = page.waitForEvent('download');
  await chooseItemByKeyboard(save, 'Save the 30 selected users as CSV');
  const lines = (await readFile(await (await saving).path(), 'utf8')).slice(1).split('\r\n');
  expect(lines.slice(0, 2)).toEqual([header, row(1)]);
  expect(lines).toHaveLength(32);
});

test('columns keep their order, width and visibility', async ({ shared: { page, lockstep } }) => {
  await review(page, lockstep.origin);
  const names = () =>
    page
      .getByRole('columnheader')
      .allTextContents()
      .then((texts) => texts.filter(Boolean).slice(0, 3));
  await page.getByRole('columnheader').getByRole('button', { name: 'E-mail' }).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Control+Shift+ArrowRight');
  const width = () =>
    page.getByRole('columnheader', { name: 'E-mail' }).evaluate((cell) => cell.getBoundingClientRect().width);
  await expect.poll(names).toEqual(['Name', 'What will happen', 'E-mail']);
  await expect.poll(width).toBe(268);
  // The server stores them with a delay, and a reload must not be faster.
  await expect.poll(async () => (await askFrom(page, '/api/preferences')).text).toContain('"E-mail":268');
  await page.reload();
  await expect(box(page, 0)).toBeVisible();
  await expect.poll(names).toEqual(['Name', 'What will happen', 'E-mail']);
  await expect.poll(width).toBe(268);
});

test('in pages, users are a plain table with the same selection', async ({ shared: { page, lockstep } }) => {
  const listed = async (mode: string) => {
    await page.goto(`${lockstep.origin}/settings`);
    await page.getByRole('radio', { name: mode }).check();
    const kept = mode.startsWith('Pages') ? '"pages"' : '"rows"';
    await expect.poll(async () => (await askFrom(page, '/api/preferences')).text).toContain(kept);
  };
  await listed('Pages of 100 rows');
  try {
    await page.goto(lockstep.origin);
    const admin = 'Active,Organization admin,staff,User,3 Jan 2024,Never accessed';
    const rows = Array.from({ length: 130 }, (_, at) => row(at, at === 3 ? admin : undefined));
    await chooseFile(page, `${[header, ...rows].join('\n')}\n`, 'many.csv');
    await page.waitForURL('**/review/*');
    await sayNotInFile(page);
    const table = page.getByRole('table', { name: 'Users of many.csv' });
    await expect(table.getByRole('row')).toHaveCount(101);
    await expect(table.getByRole('rowheader', { name: 'Sample Person 99', exact: true })).toHaveCount(1);
    const below = page.getByRole('navigation', { name: /below the table$/ });
    await below.getByRole('button', { name: 'Next 100' }).press('Enter');
    await expect(table.getByRole('row')).toHaveCount(31);
    await expect(table).toBeFocused();
    // Arrow keys would change a choice of the page, and the focus would go with the first of them.
    await expect(below.getByRole('combobox')).toHaveCount(0);
    await expectAccessible(page, 'review, in pages');
    await page.keyboard.press('Tab');
    await box(page, 120).press('Space');
    await expectSaved(page, id(120), false);
    await expect(page.getByText('128 selected').first()).toBeVisible();
    await table.getByRole('button', { name: 'Sample Person 121', exact: true }).press('Enter');
    await page.getByRole('dialog', { name: 'Sample Person 121' }).waitFor();
    await page.keyboard.press('Escape');
    await expect(table.getByRole('button', { name: 'Sample Person 121', exact: true })).toBeFocused();
    await table.getByRole('button', { name: 'E-mail' }).press('Enter');
    await expect(table.getByRole('columnheader', { name: 'E-mail' })).toHaveAttribute(
      'aria-sort',
      'ascending',
    );
    await expect(page.getByRole('status').getByText('Sorted by E-mail, ascending')).toHaveCount(1);
    await expect(table.getByRole('row')).toHaveCount(101);

    await expect(box(page, 5)).toHaveAccessibleDescription('person5@example.com');
    const protect = table.getByRole('button', { name: 'Protect Sample Person 5…' });
    await expect(protect).toHaveAccessibleDescription('person5@example.com');

    // A table says why somebody is protected in one column alone, however narrow the window is.
    const size = page.viewportSize() ?? { width: 1280, height: 720 };
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(table.getByRole('cell', { name: /^Protected · / })).toHaveCount(1);
    await expect(table.getByRole('cell', { name: 'person3@example.com', exact: true })).toHaveCount(1);

    // The bar of the selection covers nothing that has the focus.
    await page.setViewportSize({ width: 1280, height: 600 });
    await box(page, 5).focus();
    for (let presses = 0; presses < 40; presses += 1) await page.keyboard.press('Tab');
    const bar = await page.getByRole('region', { name: 'Selection' }).boundingBox();
    const focused = await page.locator(':focus').boundingBox();
    expect((focused?.y ?? 0) + (focused?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
    await page.setViewportSize(size);
  } finally {
    await listed('One list that scrolls');
  }
});

test('on a narrow screen each user is a card, with the same keys', async ({ page, lockstep }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(lockstep.link);
  await chooseFile(page, file, 'people.csv');
  await page.waitForURL('**/review/*');
  await page.getByRole('button', { name: 'Answer' }).click();
  await sayNotInFile(page);
  const card = page.getByRole('row', { name: /Sample Person 0/ });
  await expect(card).toContainText('Not checked');
  await expect(card).toContainText('person0@example.com');
  await expect(card).toContainText(/[\d,]+ days/);
  const overflow = await page
    .getByRole('grid')
    .evaluate((grid) => (grid.parentElement?.scrollWidth ?? 0) - (grid.parentElement?.clientWidth ?? 0));
  expect(overflow).toBe(0);
  await expectAccessible(page, 'review, narrow');
  // Unfolded, the head says the size of the file once.
  const more = page.getByRole('button', { name: /and more about the file$/ });
  await more.click();
  await expect(page.getByText(/32 users(?: ·|,)/).filter({ visible: true })).toHaveCount(1);
  await more.click();
  // A text that a card cuts off is whole in the details, one press away.
  await card.getByText('person0@example.com').click();
  await expect(page.getByRole('dialog').getByText('person0@example.com')).toBeVisible();
  await page.keyboard.press('Escape');
  const leaves = page.getByRole('group', { name: 'What will happen' });
  const notChecked = leaves.getByRole('button', { name: /^Not checked \d/ });
  await notChecked.click();
  await expect(page).toHaveURL(/will=not-checked/);
  await leaves.getByRole('button', { name: /^All / }).click();
  await expect(notChecked).toHaveAttribute('aria-pressed', 'false');
  await page.getByRole('button', { name: 'Filters', exact: true }).press('Enter');
  const sheet = page.getByRole('dialog', { name: 'Filters' });
  const never = sheet.getByRole('button', { name: /^Never \d/ });
  await never.press('Enter');
  await expect(sheet.getByRole('status')).toHaveText('1 of 32 users matches');
  await never.press('Enter');
  await expect(sheet.getByRole('status')).toHaveText('32 users');
  await page.keyboard.press('Escape');

  await page.getByRole('columnheader').getByRole('button', { name: 'Name' }).focus();
  for (let press = 0; press < 2; press += 1) await page.keyboard.press('Enter');
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'descending');
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('[data-place="1:1"]')).toBeFocused();
  await page.keyboard.press('Control+ArrowRight');
  await expect(page.locator('[data-place="1:4"]')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(box(page, 9)).toBeFocused();
  await page.keyboard.press('Space');
  await expect(box(page, 9)).not.toBeChecked();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Sample Person 9' })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.setViewportSize({ width: 1280, height: 844 });
  await expect(page.getByRole('columnheader', { name: 'Account ID' })).toBeVisible();
});

test('after the last upload is deleted the focus is still somewhere', async ({ page, lockstep }) => {
  await letIn(page, lockstep.link);
  await review(page, lockstep.origin);
  await page.goto(lockstep.origin);
  // Uploads can have one name, so both say when this one was made.
  await page.getByRole('button', { name: /^Delete people\.csv, uploaded .+\d/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toContainText(/people\.csv, uploaded .+, and your selection in it/);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('heading', { name: 'There are no uploads on this computer any more.' }),
  ).toBeFocused();
});
