/** A page goes on asking its server after a request that was never answered, and while the network is down. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { letIn } from './let-in';

test('a request that is never answered holds up no later one', async ({ page, lockstep }) => {
  await page.addInitScript(() => {
    const limit = AbortSignal.timeout;
    // The limit of a GET is two minutes.
    AbortSignal.timeout = (ms) => limit.call(AbortSignal, ms > 60_000 ? 1_000 : ms);
  });
  let asked = 0;
  await page.route('**/api/organisation', async (route) => {
    asked += 1;
    if (asked > 1) await route.continue();
  });
  await letIn(page, lockstep.link);
  await expect(reviewOf(page)).toBeVisible();
  expect(asked).toBeGreaterThan(1);
});

test('a page follows its server while the network is down', async ({ page, lockstep }) => {
  await letIn(page, lockstep.link);
  await reviewOf(page).waitFor();
  await page.evaluate(() => window.dispatchEvent(new Event('offline')));
  await panelOf(page).getByRole('button', { name: 'Read again' }).click();
  await expect(reviewOf(page)).toBeHidden();
  await expect(reviewOf(page)).toBeVisible();
});

function panelOf(page: Page): Locator {
  return page.getByRole('region', { name: 'From your organisation' });
}

function reviewOf(page: Page): Locator {
  return panelOf(page).getByRole('button', { name: 'Review these accounts' });
}
