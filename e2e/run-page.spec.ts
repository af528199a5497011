/** The run's page: pause, resume, stop, a reload, a closed tab; judged by the organisation's own ledger. */

import { expect, test } from './fixtures';
import { hold, holdAfter, release } from './hold';
import {
  deactivateSelected,
  downloadReport,
  expectEnded,
  ordinaryPeople,
  uploadForReview,
  usersExport,
} from './job';
import { called, deactivated, expectDeactivated } from './ledger';
import { askFrom, letIn } from './let-in';
import { mostShift, movedSince, watchLoading } from './loading';

const heading = { level: 1 } as const;
const narrow = { width: 390, height: 844 };

const inDoubt = {
  annotation: {
    type: 'calm',
    description: 'With faults, a user can be called and not settled when the run pauses or stops.',
  },
};

test.describe('a run of 30 users', () => {
  test.beforeEach(async ({ page, lockstep, organisation }) => {
    await letIn(page, lockstep.link);
    await uploadForReview(page, usersExport(ordinaryPeople(organisation, 30)));
    const held = holdAfter(organisation, 3);
    await deactivateSelected(page, 30);
    await held;
  });

  test(
    'pauses, calls nobody while paused, and continues where it was',
    inDoubt,
    async ({ page, organisation }) => {
      await page.getByRole('button', { name: 'Pause' }).click();
      await expect(page.getByRole('heading', heading)).toHaveText(/^Paused at \d+ of 30/);
      await expect(page.getByText('Paused by you.')).toBeVisible();
      // The call under way when the run was paused still settles.
      release(organisation);
      const shown = async () =>
        Number(/\d+/.exec((await page.getByRole('heading', heading).textContent()) ?? '')?.[0]);
      await expect.poll(async () => (await shown()) - called(organisation).length).toBe(0);
      const done = await shown();
      expect(done).toBeLessThan(30);
      expect(called(organisation)).toHaveLength(done);
      // In a narrow window, the notice stands in a place that was there before: the users do not move under a finger.
      const wide = page.viewportSize() ?? { width: 1280, height: 720 };
      const top = async () => (await page.locator('#users').boundingBox())?.y;
      await page.setViewportSize(narrow);
      await expect(page.getByText('Nobody so far.')).toBeHidden();
      const paused = await top();
      await page.setViewportSize(wide);

      // On every page, title and icon say that a run waits; a page adds its own icons after it was opened.
      await page.getByRole('link', { name: /^Runs/ }).first().click();
      await expect(page).toHaveTitle(/^Run 1 waits for you · Runs/);
      await expect(page.locator('link[rel="icon"]').last()).toHaveAttribute('href', '/icon-needs-you.svg');
      await page.goBack();
      await page.reload();
      await expect(page.getByRole('heading', heading)).toHaveText(new RegExp(`^Paused at ${done} of 30`));
      expect(called(organisation)).toHaveLength(done);

      await page.getByRole('button', { name: 'Resume' }).click();
      await expectEnded(page);
      await expect(page.getByText('Paused by you.')).toBeHidden();
      await page.setViewportSize(narrow);
      await expect.poll(top).toBe(paused);
      await page.setViewportSize(wide);
      const ids = ordinaryIds(await downloadReport(page));
      expect(called(organisation)).toEqual(ids);
      expectDeactivated(organisation, ids);
    },
  );

  test('cannot be resumed while a rule cannot be checked: the page says so, and offers Resume once the rule is gone', async ({
    page,
    organisation,
  }) => {
    const rule = { kind: 'group', pattern: 'vip*', reason: 'Break-glass accounts' };
    const headers = { 'content-type': 'application/json' };
    const rules = '/api/protection-rules';
    await askFrom(page, rules, { method: 'POST', headers, body: JSON.stringify(rule) });
    await expect(page.getByText(/no source says the groups of \d+ users who are left/)).toHaveCount(1);
    release(organisation);
    const resume = page.getByRole('button', { name: 'Resume' });
    await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
    await expect(resume).toHaveCount(0);
    const text = await askFrom(page, rules).then((answer) => answer.text);
    const { id } = JSON.parse(text).rules[0];
    await page.getByRole('link', { name: 'See the rules' }).click();
    await page.waitForURL('**/settings**');
    const body = JSON.stringify({ reason: 'Not needed' });
    await askFrom(page, `${rules}/${id}`, { method: 'DELETE', headers, body });
    await page.goBack();
    await resume.click();
    await expectEnded(page);
    expect(called(organisation)).toHaveLength(30);
  });

  test('stops, and shows who was not attempted', inDoubt, async ({ page, organisation }) => {
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(page.getByText('No new call; the one under way settles first.')).toBeVisible();
    await expect(
      page.getByText(/No answer yet to the call for .+ after \d:\d\d\..+ 30 seconds of silence/),
    ).toBeVisible();
    release(organisation);
    await expectEnded(page);
    await expect(page.getByRole('heading', heading)).toHaveText(/^Stopped/);
    await expect(page.getByRole('region', { name: 'Run 1', exact: true })).toBeFocused();
    const report = await downloadReport(page);
    expect(report).toHaveLength(30);
    const done = report.filter((row) => row.Outcome === 'Deactivated');
    expect(report.filter((row) => row.Outcome === 'Not attempted')).toHaveLength(30 - done.length);
    expectDeactivated(organisation, ordinaryIds(done));
    expectDeactivated(organisation, called(organisation));
  });

  test('shows every user once after reloads in the middle, as its event stream does', async ({
    page,
    organisation,
  }) => {
    await page.reload();
    const held = holdAfter(organisation, 12);
    release(organisation);
    await held;
    await watchLoading(page);
    await page.reload();
    // The report opens below the list, which has the focus: it stays where it is in the window, as all else does.
    const search = page.getByRole('searchbox', { name: 'Search by name, e-mail or account ID' });
    await search.focus();
    const top = async () => (await page.locator('#users').boundingBox())?.y ?? 0;
    const before = await top();
    expect(before).toBeGreaterThan(0);
    const movedBefore = await movedSince(page);
    release(organisation);
    await expectEnded(page);
    await expect(page.getByRole('heading', { name: 'Report', exact: true })).toBeAttached();
    await expect(search).toBeFocused();
    await expect(search).toBeInViewport();
    // The window scrolls by whole pixels.
    await expect.poll(async () => Math.abs((await top()) - before)).toBeLessThan(1);
    await expect(page.getByText(/^\d+ verified$/).first()).toBeVisible();
    expect(await movedSince(page, movedBefore)).toBeLessThanOrEqual(mostShift);
    await expect(page.getByRole('heading', heading)).toHaveText(/^\d+ of 30 deactivated/);
    await expect(page.getByRole('button', { name: /^30\s*Deactivated/ })).toBeVisible();
    expect(called(organisation)).toHaveLength(30);

    // The page caught up by its event stream, which begins at any entry without a gap or a repeat.
    const events = `${new URL(page.url()).pathname.replace('/runs/', '/api/runs/')}/events`;
    const whole = idsOf((await askFrom(page, events)).text);
    expect(whole).toEqual(whole.map((_, index) => index + 1));
    for (const after of [1, 17, whole.length - 1]) {
      const rest = await askFrom(page, events, { headers: { 'Last-Event-ID': String(after) } });
      expect(idsOf(rest.text)).toEqual(whole.slice(after));
    }
  });

  test('continues when the tab is closed', async ({ page, context, lockstep, organisation }) => {
    const address = page.url();
    await page.close();
    release(organisation);
    await expect.poll(() => deactivated(organisation).length).toBe(30);
    const another = await context.newPage();
    await another.goto(`${lockstep.origin}/runs`);
    await another.getByRole('link', { name: /Run 1/ }).click();
    await expect(another).toHaveURL(address);
    await expectEnded(another);
  });
});

for (const size of [
  { width: 320, height: 568 },
  { width: 1024, height: 768 },
]) {
  test(`nothing moves when a run waits for the admin and is halted, ${size.width} px wide`, async ({
    page,
    lockstep,
    organisation,
  }) => {
    const people = ordinaryPeople(organisation, 30);
    await watchLoading(page);
    await letIn(page, lockstep.link);
    await uploadForReview(page, usersExport(people));
    await page.setViewportSize(size);
    const unreadable = [{ on: ['profile'], always: true, answer: 415 }] as const;
    organisation.setFaults({
      perAccount: Object.fromEntries(people.map(({ accountId }) => [accountId, unreadable])),
    });
    hold(organisation, ['profile']);
    await deactivateSelected(page, 30);
    await expect(page.getByRole('heading', heading)).toHaveText('Deactivating the first of 30');
    const users = page.locator('#users');
    await expect(users).toBeVisible();
    const before = await movedSince(page);
    const top = (await users.boundingBox())?.y;
    const searchLeft = async () => (await page.getByRole('searchbox').boundingBox())?.x ?? 0;
    const left = await searchLeft();

    // First no account can be read. Then the first user is called and cannot be read back, which adds a second notice.
    release(organisation);
    await page.getByRole('button', { name: 'Go on without reading' }).click();
    await expect(page.getByText('1 user was called without having been read.')).toBeVisible();
    organisation.setFaults({ keyRevokedAfter: 4 });
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect(page.getByRole('heading', heading)).toHaveText(/^Halted/);
    const notices = page.getByRole('region', { name: 'Notices' });
    await expect(notices.getByRole('alert')).toContainText('Atlassian did not accept the API key');
    expect((await users.boundingBox())?.y).toBe(top);
    // The button beside it is gone.
    expect(Math.abs((await searchLeft()) - left)).toBeLessThan(20);
    expect(await movedSince(page, before)).toBeLessThanOrEqual(mostShift);
    // A narrow window shows the whole text on a press, or once the focus is in it.
    const more = notices.getByRole('button', { name: 'More' });
    if (await more.isVisible()) await more.click();
    await expect(notices.getByText('No call was made after that.')).toBeInViewport();
    await expect(notices.getByRole('link', { name: /How to fix this/ }).last()).toBeInViewport();
    // A control that the notices cover is scrolled above them when it gets the focus, even the last button of the page.
    const last = page.getByRole('button', { name: 'Delete this run…' });
    await last.focus();
    const lastBox = await last.boundingBox();
    const noticeTop = (await notices.getByRole('alert').boundingBox())?.y ?? 0;
    expect((lastBox?.y ?? size.height) + (lastBox?.height ?? 0)).toBeLessThanOrEqual(noticeTop);
  });
}

function ordinaryIds(report: Record<string, string>[]): (string | undefined)[] {
  return report.map((row) => row['Account ID']);
}

/** The IDs of a finished stream's events; `end` has none. */
function idsOf(stream: string): number[] {
  return [...stream.matchAll(/^id: ?(\d+)$/gm)].map((match) => Number(match[1]));
}
