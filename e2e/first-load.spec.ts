/** What a page loads before it is used: how much script, and whether anything moves meanwhile. */
import { expect, test } from './fixtures';
import { chooseFile } from './job';
import { letLoad, load, most, mostShift, type Watched, watchLoading } from './loading';

const people = [
  'User id,User name,email,User status',
  ...Array.from(
    { length: 40 },
    (_, at) => `712020:person-${at},Person ${at},person-${at}@example.net,Active`,
  ),
  '',
].join('\r\n');

test('start and review load little script and do not move, then load the rest, and say what cannot be loaded', async ({
  shared: { page, lockstep },
}) => {
  // While the organisation is being read, the page also loads a progress bar.
  await page.goto(lockstep.origin);
  await page.getByRole('button', { name: 'Read again' }).waitFor();
  await watchLoading(page);

  const start = await load(page, lockstep.origin, () => page.getByText('Drop an export here').waitFor());
  expect.soft(start.html, 'scripts in the HTML of start').toBeLessThanOrEqual(most.start.html);
  expect.soft(start.all, 'all scripts of start').toBeLessThanOrEqual(most.start.all);
  expect.soft(start.moved, 'start').toBeLessThanOrEqual(mostShift);
  expect.soft(start.blocked, 'start').toEqual([]);

  await test.step('a part that cannot be loaded says so', async () => {
    await page.route('**/*.js', (route) => route.abort());
    await page.keyboard.press('Control+k');
    const again = page.getByRole('alert').getByRole('button', { name: 'Try again' });
    await again.waitFor();
    await page.unroute('**/*.js');
    await again.click();
    await expect(page.getByRole('dialog', { name: 'Find or do anything' })).toBeVisible();
    await page.keyboard.press('Escape');
  });

  const settings = await load(page, `${lockstep.origin}/settings`, () =>
    page.getByRole('heading', { name: 'Diagnostics' }).waitFor(),
  );
  expect.soft(settings.moved, 'settings').toBeLessThanOrEqual(mostShift);
  expect.soft(settings.blocked, 'settings').toEqual([]);

  await page.goto(lockstep.origin);
  await chooseFile(page, people);
  await page.waitForURL('**/review/*');
  const review = await load(page, page.url(), () => page.getByRole('grid').waitFor());
  expect.soft(review.html, 'scripts in the HTML of review').toBeLessThanOrEqual(most.review.html);
  expect.soft(review.all, 'all scripts of review').toBeLessThanOrEqual(most.review.all);
  expect.soft(review.moved, 'review').toBeLessThanOrEqual(mostShift);
  expect.soft(review.blocked, 'review').toEqual([]);

  await test.step('the rest is loaded when the page can be used, and needs no server then', async () => {
    await page.waitForFunction(() => (window as unknown as Watched).held.length > 0);
    expect(await page.evaluate(() => (window as unknown as Watched).askedWithGrid)).not.toContain(false);
    await letLoad(page);
    await page.route('**/*.js', (route) => route.abort());
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog', { name: 'Find or do anything' })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Columns', exact: true }).click();
    await expect(page.getByRole('menuitem', { name: 'Reset the columns' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByText('could not be loaded')).toBeHidden();
    await page.unroute('**/*.js');
  });
});
