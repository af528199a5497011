/** The steps of every job, by the names that an admin sees. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import Papa from 'papaparse';
import type { DemoOrganisation } from '#lib/demo/server';
import { expect, test } from './fixtures';
import { askFrom } from './let-in';

type Person = ReturnType<DemoOrganisation['people']>[number];

/** The first people whom Atlassian would deactivate without a problem. */
export function ordinaryPeople(organisation: DemoOrganisation, count: number): Person[] {
  const people = organisation
    .people()
    .filter((person) => person.kind === 'ordinary' && person.status === 'active')
    .slice(0, count);
  expect(people).toHaveLength(count);
  return people;
}

/** A users export of these people. They are active and have no role unless the second argument gives one. */
export function usersExport(people: readonly Person[], role: (person: Person) => string = () => ''): string {
  const text = Papa.unparse({
    fields: ['User id', 'User name', 'email', 'User status', 'Org role'],
    data: people.map((person) => [person.accountId, person.name, person.email, 'Active', role(person)]),
  });
  // As in Atlassian's exports: without the last line end, the last row might be cut off.
  return `${text}\r\n`;
}

/** Passes a file to the page, as a click on Choose a file does. */
export async function chooseFile(
  page: Page,
  text: string | Buffer,
  name = 'export-users.csv',
): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
}

/** Uploads an export, and answers that the operator is not in it. */
export async function uploadForReview(page: Page, text: string | Buffer): Promise<void> {
  await chooseFile(page, text);
  await page.waitForURL('**/review/*');
  await sayNotInFile(page);
}

/** Answers that the operator is not in the file, with an e-mail address that no file of the tests contains. */
export async function sayNotInFile(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^I am not in this (file|list)$/ })
    .first()
    .click();
  await page.getByLabel('The e-mail address of your own account').first().fill('admin@example.net');
  await page.getByRole('button', { name: 'Use this address' }).first().click();
  await page.getByText(/^You are not in this (file|list)/).waitFor();
}

/** Gives the reason that a plan above the size limit needs. */
export async function giveReason(dialog: Locator): Promise<void> {
  await dialog.getByLabel('Reason for exceeding the size limit').fill('The whole sample has left');
  await dialog.getByRole('button', { name: 'Use this reason' }).click();
  await dialog.getByText('Your reason: The whole sample has left').waitFor();
}

/** Chooses the dry run in the open confirmation. */
export async function chooseDryRun(dialog: Locator): Promise<void> {
  await dialog.getByRole('radio', { name: /^Rehearse on .* organisation: reads only/ }).check();
}

/** In the open confirmation, chooses the dry run and starts it. */
export async function rehearse(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await chooseDryRun(dialog);
  await dialog.getByRole('button', { name: /^Rehearse: read/ }).click();
}

/** The field of the confirmation for the number of users. */
export function numberField(dialog: Locator): Locator {
  return dialog.getByRole('textbox', { name: 'Type the number of users to confirm' });
}

/** Deactivates the ticked users: opens the confirmation, types the number, and waits for the run's page. */
export async function deactivateSelected(page: Page, count: number): Promise<void> {
  await page.getByRole('button', { name: 'Deactivate selected' }).click();
  const dialog = page.getByRole('dialog');
  await numberField(dialog).fill(String(count));
  const quantity = count === 1 ? '1 user' : `${count.toLocaleString('en-GB')} users`;
  await dialog.getByRole('button', { name: `Deactivate ${quantity}` }).click();
  await page.waitForURL('**/runs/*');
}

/** The heading of a run that has ended: its result, or how it ended before that. */
export const ended = /^([\d,]+ of [\d,]+ |Stopped|Halted)/;

/** Waits until the run's page says that the run has ended. */
export async function expectEnded(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(ended);
}

/** Downloads the report of the run on the page: one record per user, in the order of the plan. */
export async function downloadReport(page: Page): Promise<Record<string, string>[]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download report' }).first().click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  return Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: true,
  }).data;
}

/** The number of A4 pages of the report of this run, opened from disk as the admin files it. */
export async function printedPages(page: Page): Promise<number> {
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'A page to print and file' }).click();
  const file = test.info().outputPath('report.html');
  await (await download).saveAs(file);
  const report = await page.context().newPage();
  await report.goto(`file://${file}`);
  await expect(report.getByRole('heading', { level: 1 })).toContainText('deactivated');
  const pages: number[] = [];
  for (const format of ['A4', 'Letter']) {
    const path = test.info().outputPath(`report-${format}.pdf`);
    const pdf = await report.pdf({ format, preferCSSPageSize: true, path });
    pages.push(pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0);
  }
  await report.close();
  expect(Math.min(...pages)).toBeGreaterThan(0);
  return Math.max(...pages);
}

/** The users of the open review, according to the server. */
export async function usersOf(page: Page) {
  type User = {
    accountId: string;
    ticked: boolean;
    block: { code: string } | null;
    prediction?: { kind: string };
  };
  return (await rosterAnswer<{ users: User[] }>(page, 'users')).users;
}

/** The server's answer about the roster of the open review. */
async function rosterAnswer<T>(page: Page, what: string): Promise<T> {
  const { pathname } = new URL(page.url());
  return JSON.parse((await askFrom(page, `/api/rosters/${pathname.split('/').at(-1)}/${what}`)).text) as T;
}

/** Resolves once the server has this user ticked or unticked: the page shows a tick before it is sent. */
export async function expectSaved(page: Page, accountId: string, ticked: boolean): Promise<void> {
  const saved = async () => (await usersOf(page)).find((user) => user.accountId === accountId)?.ticked;
  await expect.poll(saved).toBe(ticked);
}
