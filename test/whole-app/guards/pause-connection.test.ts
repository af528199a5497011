/** Tests a run that pauses until Atlassian answers again, while the connection is changed. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { replacedKey } from '#lib/demo/organisation/keys';
import type { Result } from '#lib/engine/errors';
import { DemoJob, unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';

let job: DemoJob;

beforeEach(async () => {
  job = await DemoJob.open({ people: 60, seed: 43 }, fastClock());
});
afterEach(() => job.close());

/** A run that waits until Atlassian answers again, which it does not do yet. */
async function waiting(): Promise<string> {
  const sealed = await job.seal(12);
  const { id } = job.start(sealed).record;
  await job.until(id, ({ state }) => state.settled > 1);
  job.organisation.setFaults({ serverErrors: { next: 1_000, status: 503, on: 'any' } });
  const { state } = await job.until(id, ({ state }) => state.status === 'paused');
  expect(state.pause?.code).toBe('faults-in-a-row');
  return id;
}

it('waits for the admin where another key is given, so that its journal names the key', async () => {
  const id = await waiting();
  job.organisation.resetFaults();
  unwrap(await job.app.engine.connections.connectTyped(replacedKey, undefined));
  const { state } = await job.until(id, ({ state: { pause } }) => pause?.code === 'admin');
  expect(state.pause?.message).toBe('Another key was given while the run waited for Atlassian.');
  job.say(id, 'resume');
  const ended = await job.until(id, () => false);
  expect(ended.state).toMatchObject({ status: 'ended', settled: 12 });
  const tails = [job.organisation.apiKey, replacedKey].map((key) => key.slice(-4));
  expect(ended.state.keys.map(({ tail }) => tail)).toEqual(tails);
});

it('goes on by itself with the key that is given once more', async () => {
  const id = await waiting();
  job.organisation.resetFaults();
  unwrap(await job.app.engine.connections.connectTyped(job.organisation.apiKey, undefined));
  const { state } = await job.until(id, () => false);
  expect(state).toMatchObject({ status: 'ended', settled: 12 });
});

const changes: [string, () => Promise<Result<unknown>>, string][] = [
  [
    'another organisation is connected',
    () => job.app.engine.connections.connectDemo(),
    'Lockstep is connected to',
  ],
  ['the key is forgotten', () => job.app.engine.connections.forget(), 'Lockstep is not connected'],
];

it.each(changes)('waits for the admin where %s, and says so', async (_, change, says) => {
  const id = await waiting();
  unwrap(await change());
  job.organisation.resetFaults();
  const { state } = await job.until(id, ({ state: { pause } }) => pause?.code === 'admin');
  expect(state.pause).toMatchObject({ code: 'admin', message: expect.stringContaining(says) });
  const before = job.calls('lifecycle.disable').length;
  unwrap(await job.app.engine.connections.connectTyped(job.organisation.apiKey, undefined));
  expect(job.get(id).state.status).toBe('paused');
  expect(job.calls('lifecycle.disable')).toHaveLength(before);
  job.say(id, 'resume');
  expect((await job.until(id, () => false)).state).toMatchObject({ status: 'ended', settled: 12 });
});

it('touches no run for a connection that is checked while the program closes', async () => {
  await waiting();
  await job.app.close();
  unwrap(await job.app.engine.connections.recheck());
});
