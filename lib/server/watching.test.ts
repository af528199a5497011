import { afterEach, beforeEach, expect, it } from 'vitest';
import type { App } from '#lib/server/app';
import { composeApp } from '#lib/server/compose';
import { DemoJob, unwrap } from '#test/demo-job';

let job: DemoJob;
let watcher: App;

beforeEach(async () => {
  job = await DemoJob.open({ people: 60 });
});

afterEach(async () => {
  await watcher.close();
  await job.close();
});

async function watch(): Promise<App> {
  const { url: apiUrl, apiKey, organisationId } = job.organisation;
  const composed = await composeApp(
    { dataDir: job.dataDir, apiUrl, apiKey, organisationId },
    '0.0.0',
    undefined,
    true,
  );
  if (!composed.ok) throw new Error(composed.message);
  return composed.app;
}

it('a second process follows the run of the first to its end, and changes nothing', async () => {
  const sealed = await job.seal(6, undefined, job.isOrdinary);
  job.organisation.setFaults({ latencyMs: 5 });
  const { id } = job.start(sealed).record;
  watcher = await watch();
  expect(watcher.watching).toBe(true);
  const { runs, connections } = watcher.engine;
  expect(connections.view()).toMatchObject({ state: 'none' });
  for (const word of ['pause', 'resume', 'stop'] as const) {
    expect(runs.command(id, word)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('watch') },
    });
  }
  const { plan } = sealed;
  expect(runs.start({ planId: plan.id, digest: plan.digest, count: plan.count }).ok).toBe(false);
  const going = job.goOn(id);
  const seen: number[] = [];
  for await (const batch of runs.follow(id, 0, new AbortController().signal)) {
    seen.push(...batch.map((entry) => entry.seq));
  }
  const ended = await going;
  expect(seen).toEqual(Array.from({ length: ended.state.seq }, (_, at) => at + 1));
  expect(unwrap(runs.get(id)).state).toEqual(ended.state);
  expect([...unwrap(await runs.report(id)).rows()]).toEqual([
    ...unwrap(await job.app.engine.runs.report(id)).rows(),
  ]);
  expect(job.calls('lifecycle.disable')).toHaveLength(6);
});
