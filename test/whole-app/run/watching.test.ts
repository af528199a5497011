import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { App } from '#lib/server/app';
import { runSummary } from '#lib/server/http/run-views';
import { composedApp } from '#test/composed-app';
import { DemoJob, unwrap } from '#test/demo-job';
import { until } from '#test/until';

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
  return composedApp({
    dataDir: job.dataDir,
    apiUrl,
    apiKey,
    organisationId,
    watch: true,
  });
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

it('a second process reads the directory, writes nothing into it, and does not stand in the way of its end', async () => {
  const { engine } = job.app;
  const { url, apiKey, organisationId } = job.organisation;
  async function* file() {
    yield new TextEncoder().encode(job.organisation.exportCsv('users'));
  }
  const { id } = unwrap(await engine.rosters.upload(file(), { name: 'users.csv', writtenAt: null }));
  const ask = async ({ preflight }: App['engine']) => {
    unwrap(await preflight.start(id, ['accounts']));
    await until(async () => unwrap(await preflight.view(id)).running === null);
    return unwrap(await preflight.view(id)).record.parts.accounts;
  };
  expect(await ask(engine)).toMatchObject({ state: 'known' });
  const bytes = () =>
    readdirSync(job.dataDir)
      .filter((name) => name.startsWith('directory-') && !name.endsWith('-shm'))
      .map((name) => [name, readFileSync(path.join(job.dataDir, name), 'base64')]);
  const before = bytes();
  const [kept] = engine.directories.list();

  watcher = await watch();
  const { connections, directories, retention } = watcher.engine;
  expect(directories.list()).toMatchObject([{ id: kept?.id, accounts: kept?.accounts }]);
  expect(directories.remove(String(kept?.id))).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('watch') },
  });
  // A watching process may connect. It then knows what the owner knows, but does not store what it asks itself.
  unwrap(await connections.connectTyped(apiKey, organisationId));
  expect(url).toBe(connections.view().typedKeyUrl);
  const { record } = unwrap(await watcher.engine.preflight.view(id));
  expect(record.parts.accounts).toMatchObject({ state: 'known' });
  await ask(watcher.engine);
  expect(retention.days().directoryDays).toBe(7);
  expect(bytes()).toEqual(before);

  unwrap(await engine.connections.forget());
  expect(bytes()).toEqual([]);
  expect(directories.list()).toEqual([]);
  unwrap(await connections.forget());
});

it('a second process says of a verification that is under way in the first neither that it broke off nor that it is over', async () => {
  job.organisation.setFaults({ ineffective: { after: 1, next: 100 } });
  const { record } = await job.goOn(job.start(await job.seal(4, undefined, job.isOrdinary)).record.id);
  unwrap(job.app.engine.runs.verify(record.id));
  await until(() => job.get(record.id).state.verification?.wait != null);
  watcher = await watch();
  const { runs } = watcher.engine;
  expect(runSummary(unwrap(runs.get(record.id))).verificationDue).toBeNull();
  expect(runSummary(unwrap(await runs.detail(record.id)).view).verificationDue).toBeNull();
  expect(runSummary(unwrap(await job.app.engine.runs.detail(record.id)).view).verificationDue).toBeNull();
  // The follower waits for what is still to come.
  const follower = new AbortController();
  const seen: number[] = [];
  const following = (async () => {
    for await (const batch of runs.follow(record.id, 0, follower.signal)) {
      seen.push(...batch.map((entry) => entry.seq));
    }
    return 'ended';
  })();
  await until(() => seen.length === job.get(record.id).state.seq);
  const first = await Promise.race([
    following,
    new Promise((resolve) => setImmediate(() => resolve('open'))),
  ]);
  expect(first).toBe('open');
  follower.abort();
  await following;
});
