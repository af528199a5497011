/**
 * `node bench/review.mjs [users]`: reviews 100,000 users in a real Chromium, on the production build (`npm run build`
 * first). Prints how long the first rows take, how long the next frame takes after each action, the longest task of
 * each in processor time, and the page's memory.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { figure } from './figures.mjs';
import { inChromium, letIn } from './in-chromium.mjs';
import { longestByAct, percentile, tasksDuring } from './page-tasks.mjs';

const count = Number(process.argv[2] ?? 100_000);
/** The figures are wanted of this many; of more, the review stays usable. */
const isUsual = count <= 100_000;
const mostMs = isUsual ? 50 : 100;
const users = `review of ${count} users`;
const say = (what, ms, atMost) =>
  figure(`${users}: ${what}`, ms, { unit: 'ms', ...(atMost !== undefined && { atMost }) });
const dataDir = await mkdtemp(join(tmpdir(), 'lockstep-bench-'));
try {
  await inChromium(dataDir, review);
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

async function review(page, link) {
  await letIn(page, link);
  await page
    .getByRole('button', { name: /demo organisation/i })
    .first()
    .click();
  await page.locator('input[type=file]').waitFor({ state: 'attached' });

  // When the server has answered the upload, and when a row is visible.
  let uploaded = 0;
  page.on('response', (answer) => {
    if (answer.request().method() === 'POST' && answer.url().includes('/api/rosters'))
      uploaded = performance.now();
  });
  const sent = performance.now();
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'many.csv', mimeType: 'text/csv', buffer: Buffer.from(exportOf(count)) });
  await page
    .locator('[data-glance]')
    .or(page.locator('[data-place="1:0"]'))
    .first()
    .waitFor({ timeout: 120_000 });
  const glanced = performance.now();
  await page.locator('[data-place="1:0"]').waitFor({ timeout: 120_000 });
  say(`upload read and stored`, uploaded - sent);
  say('first rows after the upload', glanced - uploaded, isUsual ? 500 : undefined);
  say('the whole list after it, ready to be worked with', performance.now() - uploaded);
  await page.getByRole('button', { name: 'I am not in this file' }).first().click();
  await page.getByLabel('The e-mail address of your own account').first().fill('admin@example.net');
  await page.getByRole('button', { name: 'Use this address' }).first().click();
  await page.getByText('You are not in this file').waitFor();
  await page.waitForTimeout(3_000);

  const search = page.getByRole('searchbox').first();
  await measure(page, 'typing in the search', async (each) => {
    await search.focus();
    for (const key of 'person 1234') await each(() => page.keyboard.press(key));
    for (let back = 0; back < 11; back += 1) await each(() => page.keyboard.press('Backspace'));
  });
  await measure(page, 'a facet', async (each) => {
    for (let round = 0; round < 5; round += 1) {
      for (const name of [/^Never \d/, /^Suspended/, /^group-3/, /^No app/]) {
        const facet = page.getByRole('button', { name }).first();
        if (await facet.count()) await each(() => facet.click());
      }
    }
  });
  await page
    .getByRole('button', { name: 'Clear filters' })
    .click()
    .catch(() => undefined);
  await measure(page, 'inactive for 90, 180, 365 days', async (each) => {
    for (const days of [90, 180, 365, 365, 90, 180, 180]) {
      await each(() =>
        page.getByRole('button', { name: `Not seen for ${days} days or more`, exact: true }).click(),
      );
    }
  });
  await measure(page, 'a sort', async (each) => {
    for (const name of ['Name', 'E-mail', 'Last seen', 'Account ID', 'What will happen']) {
      const header = page.getByRole('columnheader').getByRole('button', { name, exact: true });
      for (let press = 0; press < 3; press += 1) await each(() => header.click());
    }
  });
  await measure(page, 'ticking all', async (each) => {
    const all = page.getByRole('columnheader').getByRole('checkbox');
    for (let press = 0; press < 24; press += 1) await each(() => all.click());
  });
  await scroll(page);
  const bytes = await page.evaluate(async () => {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 500));
    return performance.memory.usedJSHeapSize;
  });
  figure(`${users}: JavaScript heap of the page`, bytes / 1e6, {
    unit: 'MB',
    ...(isUsual && { atMost: 200 }),
  });
}

/** Performs each action. Prints how long after its event the next frame came (by the page's own clock). */
async function measure(page, what, acts) {
  await page.evaluate(() => {
    globalThis.frames_ = [];
    globalThis.listen_ ??= ['keydown', 'click'].map((type) =>
      addEventListener(
        type,
        (event) => {
          const began = event.timeStamp;
          performance.mark('act');
          // A frame is over when a task after its drawing runs.
          requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => globalThis.frames_.push(performance.now() - began);
            channel.port2.postMessage(0);
          });
        },
        true,
      ),
    );
  });
  const longest = longestByAct(
    await tasksDuring(page, () =>
      acts(async (act) => {
        await act();
        await page.waitForTimeout(150);
      }),
    ),
  );
  const frames = await page.evaluate(() => globalThis.frames_);
  say(`${what}: next frame by the clock, median`, percentile(frames, 0.5));
  say(`${what}: next frame by the clock, 95th percentile`, percentile(frames, 0.95));
  say(`${what}: longest task in processor time, median`, percentile(longest, 0.5));
  say(`${what}: longest task in processor time, 95th percentile`, percentile(longest, 0.95), mostMs);
}

/** Scrolls, and prints how many frames had no row and how long the longest task was. */
async function scroll(page) {
  let seen;
  const { tasks } = await tasksDuring(page, async () => {
    seen = await page.evaluate(scrollInJumps);
  });
  const { frames, blank } = seen;
  const most = (figure) => Math.max(0, ...tasks.map((task) => task[figure]));
  figure(`${users}: frames without a visible row, of ${frames}`, blank, { atMost: 0 });
  say('scrolling: longest task by the clock', most('wall'));
  say('scrolling: longest task in processor time', most('cpu'), mostMs);
}

/** In the page: scrolls in jumps and counts the frames without a visible row. */
async function scrollInJumps() {
  const scroller = document.querySelector('[role=grid]').parentElement;
  let blank = 0;
  const frames = 120;
  for (let frame = 0; frame < frames; frame += 1) {
    scroller.scrollTop = frame % 10 === 9 ? Math.random() * scroller.scrollHeight : scroller.scrollTop + 900;
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const { top, bottom } = scroller.getBoundingClientRect();
    const rows = [...scroller.querySelectorAll('tbody tr')].map((row) => row.getBoundingClientRect());
    if (!rows.some((row) => row.bottom > top + 40 && row.top < bottom)) blank += 1;
  }
  return { frames, blank };
}

function exportOf(size) {
  const products = ['Jira', 'Confluence', 'Jira Service Management', 'Loom'].map((name) => `${name} - acme`);
  const header = [
    'User id',
    'User name',
    'email',
    'User status',
    'Added to org',
    'Org role',
    'Groups',
    ...products,
  ];
  const lines = [[...header, ...products.map((name) => `Last seen in ${name}`)].join(',')];
  for (let at = 0; at < size; at += 1) {
    const id = `557058:00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
    const status = at % 31 === 0 ? 'Suspended' : at % 17 === 0 ? 'Deactivated' : 'Active';
    const groups = `"group-${at % 7}, group-${at % 300}"`;
    const access = products.map((_, product) => ((at + product) % 3 === 0 ? 'User' : ''));
    const seen = products.map((_, product) =>
      (at + product) % 4 === 0
        ? 'Never accessed'
        : `${1 + (at % 28)} ${['Jan', 'Apr', 'Sep'][at % 3]} ${2023 + (at % 4)}`,
    );
    lines.push(
      [
        id,
        `Sample Person ${at}`,
        `person.${at}@${at % 5 ? 'example.com' : 'example.org'}`,
        status,
        '3 Jan 2024',
        '',
        groups,
        ...access,
        ...seen,
      ].join(','),
    );
  }
  return `${lines.join('\n')}\n`;
}
