import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seededRandom } from '#lib/demo/seeded-random';
import { startDemoOrganisation } from '#lib/demo/server';
import { isWindows, onlyWhere } from '#test/able';
import { playKills } from '#test/kill/kill-play';
import { bundleWorker } from '#test/kill/worker-bundle';
import { killAll } from '#test/kill/worker-process';

/** Inside the project, so that the worker's imports are found; `dist` contains no sources. */
const built = path.resolve('dist', `kill-test-${process.pid}`);
const worker = path.join(built, 'worker.mjs');

beforeAll(async () => {
  mkdirSync(built, { recursive: true });
  await bundleWorker(worker);
});

afterAll(() => {
  killAll();
  rmSync(built, { recursive: true, force: true });
});

onlyWhere(!isWindows, 'Windows has no SIGKILL by which a death could be known');

it.concurrent.each([
  { concurrency: 1, kills: 15 },
  { concurrency: 4, kills: 15 },
])(
  'is killed $kills times with a concurrency of $concurrency and resumed, and the ledger says that all was kept',
  async (each) => {
    const { concurrency, kills } = each;
    const organisation = await startDemoOrganisation({ people: 1_000, seed: 11 + concurrency });
    const dataDir = mkdtempSync(path.join(tmpdir(), 'lockstep-kill-'));
    try {
      const play = await playKills(
        { organisation, dataDir, worker },
        {
          concurrency,
          most: kills,
          kinds: ['in-a-call', 'any-moment', 'unsent'],
          random: seededRandom(Math.floor(Math.random() * 2 ** 32)),
          // The timeout of the test ends it.
          timeoutMs: 600_000,
        },
      );
      expect(play.violations).toEqual([]);
      expect(play.kills).toBe(kills);
      expect(play.doubts).toBeGreaterThan(0);
      expect(play.unsent).toBeGreaterThan(0);
    } finally {
      await organisation.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
);
