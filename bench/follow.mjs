/**
 * `node bench/follow.mjs [users]`: the page of a run catches up with its journal (two entries per user) in a real
 * Chromium, on the production build (`npm run build` first). Prints how long that takes, the longest task of the page
 * in processor time, and its memory.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, withBundled } from './bundled.mjs';
import { figure } from './figures.mjs';
import { inChromium, letIn } from './in-chromium.mjs';
import { tasksDuring } from './page-tasks.mjs';

const users = Number(process.argv[2] ?? 50_000);
const dataDir = await mkdtemp(join(tmpdir(), 'lockstep-bench-'));
try {
  const made = await withBundled(['bench/follow-data.ts'], (outdir) =>
    spawnSync(process.execPath, [join(outdir, 'follow-data.mjs'), dataDir, String(users)], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
  if (made.status !== 0) throw new Error('The run could not be made.');
  await inChromium(dataDir, (page, link) => follow(page, link, Number(made.stdout)));
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

async function follow(page, link, entries) {
  await letIn(page, link);
  let took = 0;
  const { tasks } = await tasksDuring(page, async () => {
    const began = performance.now();
    await page.goto(new URL('/runs/run', link).href);
    await page.getByRole('progressbar', { name: 'Users done' }).waitFor({ timeout: 120_000 });
    took = performance.now() - began;
  });
  const most = (figure) => Math.round(Math.max(0, ...tasks.map((task) => task[figure])));
  const sum = tasks.reduce((total, { cpu }) => total + cpu, 0);
  figure(`page of a run: catching up with ${entries} events`, took, { unit: 'ms' });
  figure('page of a run: processor time of its main thread', sum, { unit: 'ms' });
  figure('page of a run: longest task by the clock', most('wall'), { unit: 'ms' });
  figure('page of a run: longest task in processor time', most('cpu'), { unit: 'ms', atMost: 50 });
  const bytes = await page.evaluate(() => {
    globalThis.gc?.();
    return performance.memory.usedJSHeapSize;
  });
  figure('page of a run: JavaScript heap', bytes / 1e6, { unit: 'MB' });
}
