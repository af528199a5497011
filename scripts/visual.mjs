/**
 * `npm run visual [-- COMMIT]`: draws the gallery and the main pages of COMMIT (`main` by default) and of this folder,
 * with the same browser in the same run, and shows what differs. No picture is kept in the repository.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withBrowser } from './pictures/browser.mjs';
import { withCheckout } from './pictures/checkout.mjs';
import { compare } from './pictures/compare.mjs';
import { pairStates } from './pictures/states.mjs';
import { hydrated, otherPages, tour } from './pictures/tour.mjs';
import { begin } from './setup/begin.mjs';
import { withDataDir, withProgram } from './setup/program.mjs';

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

/** Times, durations, digests and ports, which differ at every start. */
const volatile = /\d:\d\d|just now|ago\b|\d\s(?:ms|s|min)\b|[0-9a-f]{8}|(?:[0-9a-f]{4} ){3}|127\.0\.0\.1:/;

begin({ tools: true }, async () => {
  const { say } = await import('./setup/failure.mjs');
  const { inRoot, root } = await import('./setup/place.mjs');
  const [commit = 'main'] = process.argv.slice(2);
  const folder = inRoot('dist', 'visual', 'pictures');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const rows = await withBrowser(async (browser) => {
    say(`Drawing ${commit}…`);
    const before = await withCheckout(root, commit, (place) =>
      drawAll(browser, place, { folder, side: 'before', say }),
    );
    say('Drawing this folder…');
    const after = await drawAll(browser, root, { folder, side: 'after', say });
    return await compareAll(browser, folder, before, after);
  });
  for (const { name, share, note } of rows.filter((row) => row.share !== 0)) {
    say(`${name}: ${said({ share, note })}`);
  }
  const page = join(folder, 'index.html');
  await writeFile(page, report(commit, rows));
  say(`${rows.filter(({ share }) => share === 0).length} of ${rows.length} are the same. Pictures: ${page}`);
});

/** Draws everything of one checkout into a folder, and returns what was drawn, and what could not be. */
async function drawAll(browser, root, { folder, side, say }) {
  const drawn = new Map();
  const faults = new Map();
  let part = '';
  const page = await browser.newPage({ viewport: sizes[0], reducedMotion: 'reduce' });
  page.setDefaultTimeout(120_000);
  const draw = async (name, fullPage = false) => {
    for (const size of sizes) {
      await page.setViewportSize(size);
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        const full = `${name}-${size.width}-${colorScheme}`;
        await page.screenshot({
          path: join(folder, `${full}-${side}.png`),
          animations: 'disabled',
          fullPage,
          mask: [
            page.locator('time'),
            page.getByText(volatile),
            page.locator('[role=progressbar]:not([aria-valuenow])'),
          ],
          maskColor: '#808080',
        });
        drawn.set(full, part);
      }
    }
    await page.setViewportSize(sizes[0]);
  };
  /** Another commit may have other pages: a part that cannot be drawn is reported, and the rest is drawn. */
  const attempt = (what, work) => {
    part = what;
    return work().catch((problem) => {
      faults.set(what, reasonOf(problem));
      say(`${side}: ${what} could not be drawn to the end: ${faults.get(what)}`);
    });
  };
  await withDataDir((dataDir) =>
    withProgram({ root, dataDir }, async (link) => {
      await attempt('the main job', () => tour(page, link, draw));
      await attempt('the other pages', () => otherPages(page, new URL(page.url()).origin, draw));
    }),
  );
  await attempt('the gallery', () =>
    withDataDir((dataDir) =>
      withProgram({ root, script: 'scripts/dev.mjs', dataDir }, async (link) => {
        await page.goto(link);
        await page.waitForURL((url) => !url.pathname.startsWith('/launch'));
        await page.goto(`${new URL(link).origin}/gallery`);
        await page.getByRole('heading', { level: 1, name: 'Gallery' }).waitFor({ timeout: 60_000 });
        await hydrated(page);
        // A part that arrives later than the page.
        await page.getByRole('progressbar').first().waitFor();
        await draw('gallery', true);
      }),
    ),
  );
  await page.close();
  return { drawn, faults };
}

/** Every state that either side has, with the share of pixels that differ, or why it was not compared. */
async function compareAll(browser, folder, before, after) {
  const page = await browser.newPage();
  const { both, others } = pairStates(before, after);
  const rows = others.map((other) => ({ ...other, share: 1 }));
  for (const name of both) {
    const file = (side) => join(folder, `${name}-${side}.png`);
    const share = await compare(page, file('before'), file('after'), file('difference'));
    rows.push({ name, share, pictures: ['before', 'difference', 'after'] });
  }
  await page.close();
  return rows.sort((one, other) => other.share - one.share);
}

/** The first line of an error of Playwright, and what it waited for. */
const reasonOf = ({ message }) => {
  const [first, ...rest] = message.split('\n').map((line) => line.trim());
  const awaited = rest.find((line) => line.includes('waiting for'));
  return [first, awaited?.replace(/^.*?(?=waiting for)/, '')].filter(Boolean).join(' ');
};
const said = ({ share, note }) => note ?? `${(share * 100).toFixed(2)} % of the pixels differ`;
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function report(commit, rows) {
  const drawn = ({ name, pictures }) =>
    pictures.map((side) => `<img alt="${side}" src="${name}-${side}.png" width="32%">`).join(' ');
  const parts = rows
    .filter(({ share }) => share > 0)
    .map((row) => `<h2>${row.name}: ${escaped(said(row))}</h2>${drawn(row)}`);
  return `<!doctype html><meta charset="utf-8"><title>What differs</title><body style="font-family:sans-serif">
<h1>${commit} (left), what differs, this folder (right)</h1>${parts.join('\n') || '<p>Nothing differs.</p>'}`;
}
