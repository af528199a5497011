/**
 * Every state of every page checked with axe, in light and dark, and its layout, wide and narrow; and the whole job by
 * keyboard.
 */

import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './axe';
import { listOf } from './choose';
import { connectedTo, expect, test } from './fixtures';
import { holdAfter, release } from './hold';
import { holdRequests } from './hold-requests';
import {
  chooseFile,
  deactivateSelected,
  expectEnded,
  numberField,
  ordinaryPeople,
  sayNotInFile,
  usersExport,
} from './job';
import { expectLaidOut } from './layout';
import { called, expectDeactivated } from './ledger';
import { letIn } from './let-in';
import { startLockstep } from './lockstep';

test('axe finds no problem from the connection to the report', async ({ page, demo }) => {
  await letIn(page, demo.link);
  await page.getByRole('button', { name: /demo organisation/i }).waitFor();
  await expectWellMade(page, 'connect');
  await page.getByText('How to create an').click();
  await expectWellMade(page, 'connect, with the steps');
  await page.getByRole('button', { name: /demo organisation/i }).click();
  await page.getByRole('button', { name: 'Use the sample users export' }).waitFor();
  await expectWellMade(page, 'upload');
  await chooseFile(page, 'colour,shape\nred,round\n', 'shapes.csv');
  await page.getByText('shapes.csv was not read').waitFor();
  await expectWellMade(page, 'upload, refused');
  await page.getByRole('button', { name: 'Use the sample users export' }).click();
  await page.waitForURL('**/review/*');
  // Waits until the list has replaced its skeleton: before that, axe would see half of each.
  await page.getByRole('combobox').first().waitFor();
  await expectWellMade(page, 'review, with the question who the operator is');
  const who = page.getByRole('combobox').first();
  await who.fill('ben');
  await (await listOf(who)).getByRole('option').first().waitFor();
  await expectWellMade(page, 'review, choosing the operator');
  await sayNotInFile(page);
  await page.getByRole('searchbox').fill('nobody is called so');
  await page.getByText('Nobody matches.').waitFor();
  await expectWellMade(page, 'review, nothing found');
  await page.getByRole('searchbox').fill('');
  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  await page.getByRole('menu').waitFor();
  await expectWellMade(page, 'review, with an open menu');
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Deactivate selected' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading').first()).toHaveText(/^Deactivate [\d,]+ users/);
  await expectWellMade(page, 'confirmation');
  await dialog.getByRole('button', { name: 'Back to review' }).click();
  await expect(page.getByRole('button', { name: 'Deactivate selected' })).toBeEnabled();
  for (const [path, heading] of [
    ['runs', 'Runs'],
    ['settings', 'Settings'],
    ['help', 'Help'],
  ]) {
    await page.goto(`${demo.origin}/${path}`);
    await page.getByRole('heading', { level: 1, name: heading ?? '' }).waitFor();
    await expectWellMade(page, path ?? '');
  }
  await page.goto(`${demo.origin}/nowhere`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expectWellMade(page, 'not found');
});

test('axe finds no problem in a run: live, paused, interrupted, done, and halted', async ({
  page,
  organisation,
  dataDir,
}) => {
  const people = ordinaryPeople(organisation, 30);
  const first = await startLockstep(dataDir, connectedTo(organisation));
  await letIn(page, first.link);
  await chooseFile(page, usersExport(people));
  await page.waitForURL('**/review/*');
  await sayNotInFile(page);
  const held = holdAfter(organisation, 2);
  await deactivateSelected(page, 30);
  await held;
  // The calls may be ahead of the page, which reads the journal first.
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await expectWellMade(page, 'run, live');
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('Paused by you.').waitFor();
  release(organisation);
  await expectWellMade(page, 'run, paused');
  await expectInNarrow(page, ['Users', 'Notices', 'About this run']);
  await expectFocusInSight(page);
  await page
    .getByRole('button', { name: /^Details of/ })
    .first()
    .click();
  await expectWellMade(page, 'run, details of a user');
  const heldAgain = holdAfter(organisation, called(organisation).length);
  await page.getByRole('button', { name: 'Resume' }).click();
  await heldAgain;
  await first.kill();
  release(organisation);
  await page.getByRole('heading', { name: /^Lockstep is not running/ }).waitFor();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/of 30 deactivated when last heard$/);
  await expect(page.getByRole('banner').getByText('Lockstep is not running')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeDisabled();
  await expect(page.getByText(/min left|a minute left/)).toHaveCount(0);
  // A link does not lead to an error page of the browser; the band says why nothing opens.
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await expect(page.getByText('“Settings” cannot be opened until it runs again.')).toBeVisible();
  await expectWellMade(page, 'run, with Lockstep gone');

  const second = await startLockstep(dataDir, connectedTo(organisation));
  const path = new URL(page.url()).pathname;
  await letIn(page, second.link);
  await page.goto(second.origin + path);
  await page.getByText('Lockstep was closed in the middle of this run.').waitFor();
  await expectWellMade(page, 'run, interrupted');
  organisation.setFaults({ keyRevokedAfter: 3 });
  await page.getByRole('button', { name: 'Resume' }).click();
  await expectEnded(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Halted/);
  await expectWellMade(page, 'run, halted');
  const runAddress = page.url();
  await page.goto(`${second.origin}/settings`);
  const kept = page.waitForResponse((answer) => answer.request().method() === 'PUT');
  await page.getByRole('radio', { name: 'Pages of 100 rows' }).check();
  await kept;
  await page.goto(runAddress);
  const users = page.getByRole('table', { name: 'Users of this run' });
  await expect(users.getByRole('rowheader')).toHaveCount(30);
  await users
    .getByRole('button', { name: /^Details of/ })
    .first()
    .press('Enter');
  await users.getByText('Account ID').waitFor();
  await expectWellMade(page, 'run, in pages');
  // A table that scrolls sideways to a button still shows whose it is.
  const size = page.viewportSize() ?? { width: 1280, height: 720 };
  await page.setViewportSize({ width: 390, height: 844 });
  await users
    .getByRole('button', { name: /^Details of/ })
    .nth(5)
    .focus();
  await expect(users.getByRole('rowheader').nth(5)).toBeInViewport({ ratio: 0.9 });
  await page.setViewportSize(size);
  await page.goto(`${second.origin}/runs`);
  await page.getByRole('link', { name: /Run 1/ }).waitFor();
  await expectWellMade(page, 'runs, one halted');
  await second.stop();
});

/** Fails unless the parts with these names stand below each other, in this order, in a narrow window. */
async function expectInNarrow(page: Page, names: readonly string[]): Promise<void> {
  const wide = page.viewportSize() ?? { width: 1280, height: 720 };
  await page.setViewportSize({ width: 390, height: 844 });
  const tops = await Promise.all(
    names.map(async (name) => (await page.getByLabel(name, { exact: true }).first().boundingBox())?.y ?? -1),
  );
  expect(tops).not.toContain(-1);
  expect(tops).toEqual([...tops].sort((one, other) => one - other));
  await page.setViewportSize(wide);
}

/** Fails where the Tab key leads behind a bar (WCAG 2.4.11), in a window of 1440 by 900 pixels at 400 % zoom. */
async function expectFocusInSight(page: Page): Promise<void> {
  const wide = page.viewportSize() ?? { width: 1280, height: 720 };
  await page.setViewportSize({ width: 360, height: 225 });
  for (let presses = 0; presses < 24; presses += 1) {
    await page.keyboard.press('Tab');
    // The page may still scroll to the control.
    await expect.poll(() => page.evaluate(coveredFocus)).toEqual([]);
  }
  await page.setViewportSize(wide);
}

/** Runs in the page: the text of the control that has the focus, if nothing of it is in sight. */
function coveredFocus(): string[] {
  const control = document.activeElement;
  if (control === null || control === document.body) return [];
  const { left, top, width, height } = control.getBoundingClientRect();
  const shares = [0.1, 0.3, 0.5, 0.7, 0.9];
  const isSeen = shares.some((x) =>
    shares.some((y) => {
      const hit = document.elementFromPoint(left + width * x, top + height * y);
      return hit !== null && (control.contains(hit) || hit.contains(control));
    }),
  );
  return isSeen ? [] : [control.getAttribute('aria-label') ?? control.textContent ?? control.tagName];
}

test('the whole job works by keyboard', async ({ page, lockstep, organisation }) => {
  const people = ordinaryPeople(organisation, 4);
  // Listens before the click: a dialog that opens without a listener stays with the browser.
  const chooser = page.waitForEvent('filechooser');
  await letIn(page, lockstep.link);
  await tabTo(page, page.getByRole('button', { name: 'Choose a file' }));
  await page.keyboard.press('Enter');
  const send = await holdRequests(page, ({ pathname }) => pathname === '/api/rosters');
  await (await chooser).setFiles({
    name: 'export-users.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(usersExport(people)),
  });
  // The pressed button is hidden while the file is sent.
  await expect(page.getByRole('region', { name: 'Upload', exact: true })).toBeFocused();
  send();
  await page.waitForURL('**/review/*');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await tabTo(page, page.getByRole('button', { name: 'I am not in this file' }).first());
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('The e-mail address of your own account')).toBeFocused();
  await page.keyboard.type('admin@example.net');
  await page.keyboard.press('Enter');
  await page.getByText('You are not in this file').waitFor();
  await expect(page.locator(':focus')).toContainText('You are not in this file');
  // Each row is named by its user, whose name is read out in every column.
  await expect(page.getByRole('grid').getByRole('rowheader', { name: people[2]?.name ?? '' })).toHaveCount(1);
  // With Caps Lock, the browser reports the key as Z.
  for (const key of ['z', 'Z']) {
    await findInPalette(page, 'unselect all', /^Unselect all 4/);
    await expect(page.getByText('Unselected 4 users')).toBeVisible();
    await page.keyboard.press(`Control+${key}`);
    await expect(page.getByText('Unselected 4 users')).toBeHidden();
  }
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await page.keyboard.press('Escape');
  await tabTo(page, page.getByRole('button', { name: 'Deactivate selected' }));
  await page.keyboard.press('Enter');
  const box = numberField(page.getByRole('dialog'));
  await expect(box).toBeFocused();
  await page.keyboard.type('4');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/runs/*');
  await expectEnded(page);
  // The headline of the run changes with each user, so it does not have the focus.
  await expect(page.getByRole('region', { name: 'Run 1', exact: true })).toBeFocused();
  expectDeactivated(
    organisation,
    people.map((person) => person.accountId),
  );
  const size = page.viewportSize() ?? { width: 1280, height: 720 };
  await page.setViewportSize({ width: 390, height: 300 });
  const rows = page.getByRole('button', { name: /^Details of/ });
  await rows.first().focus();
  for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('ArrowDown');
  await expect(rows.last()).toBeFocused();
  await expect(rows.last()).toBeInViewport();
  await page.setViewportSize(size);
  const { name = '', accountId = '' } = people[2] ?? {};
  await findInPalette(page, name, new RegExp(name));
  const search = page.getByRole('searchbox');
  await expect(search).toBeFocused();
  await expect(search).toHaveValue(accountId);
  await expect(rows).toHaveCount(1);
  await expect(rows).toHaveAccessibleDescription(/, Deactivated$/);
  await expect(page.getByRole('table').getByRole('rowheader', { name })).toHaveCount(1);
  await expect(page.getByRole('status').getByText('1 user listed')).toHaveCount(1);
  await page.keyboard.type(' nobody');
  await page.getByRole('button', { name: 'Clear the search' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Users', exact: true })).toBeFocused();
  await expect(page.getByRole('status').getByText('4 users listed')).toHaveCount(1);
  await tabTo(page, page.getByRole('link', { name: 'Download report' }).first());
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);

  // A page that the palette opens is opened in the page that is there.
  await page.evaluate(() => document.documentElement.setAttribute('data-same', ''));
  await findInPalette(page, 'go to runs', /^Runs/);
  await page.waitForURL('**/runs');
  await expect(page.getByRole('heading', { level: 1, name: 'Runs' })).toBeFocused();
  await expect(page.locator('html[data-same]')).toHaveCount(1);
  await page.getByRole('searchbox').fill('none');
  await page.getByRole('button', { name: 'Show all' }).press('Enter');
  await expect(page.getByRole('search', { name: 'Runs' })).toBeFocused();
});

/** Fails with what axe finds in the page, or what is wrong with its layout. */
async function expectWellMade(page: Page, state: string): Promise<void> {
  await expectAccessible(page, state);
  await expectLaidOut(page, state);
}

/** Types into the palette, and does what it finds. */
async function findInPalette(page: Page, text: string, found: RegExp): Promise<void> {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Find or do anything' });
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(text);
  await palette.getByRole('option', { name: found }).waitFor();
  await page.keyboard.press('Enter');
  await palette.waitFor({ state: 'hidden' });
}

/** Presses Tab until this element has the focus. Fails if it is not reachable by keyboard. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${target} cannot be reached with Tab.`);
}
