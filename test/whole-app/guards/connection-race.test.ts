/** Tests a run that is started while the connection is about to change: the connection then stays as it is. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Result } from '#lib/engine/errors';
import { DemoJob } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';

let job: DemoJob;

beforeEach(async () => {
  job = await DemoJob.open({ people: 60 }, fastClock());
});
afterEach(() => job.close());

const changes: [string, () => Promise<Result<unknown>>][] = [
  ['the demo organisation is opened', () => job.app.engine.connections.connectDemo()],
  ['another key is given', () => job.app.engine.connections.connectTyped(job.organisation.apiKey, undefined)],
  ['the key is forgotten', () => job.app.engine.connections.forget()],
  ['an organisation is chosen', () => job.app.engine.connections.choose(job.organisation.organisationId)],
];

it.each(changes)('the run goes on, and the change is refused, where %s', async (_, change) => {
  const sealed = await job.seal(5);
  const before = job.app.engine.connections.view();
  const changing = change();
  const { id } = job.start(sealed).record;
  expect(await changing).toMatchObject({ ok: false, error: { code: 'conflict' } });
  const { state } = await job.until(id, ({ state: { status } }) => status === 'paused');
  expect(state.status).toBe('ended');
  expect(job.calls('lifecycle.disable')).toHaveLength(5);
  expect(job.app.engine.connections.view()).toEqual(before);
});
