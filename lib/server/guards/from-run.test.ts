/** Plans made from a run: the same judgement and the same gate, wherever the users come from. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DemoJob, unwrap } from '#lib/server/demo-job';
import { accountsOf, ordinary, run, upload, withoutRoles } from '#lib/server/guards/uploads';
import { hastyClock } from '#lib/server/hasty-clock';

let job: DemoJob;

beforeEach(async () => {
  job = await DemoJob.open({ people: 60 }, hastyClock());
});
afterEach(() => job.close());

describe('a restore', () => {
  it('that was stopped leaves a rest, which is a restore again', async () => {
    const rosterId = await upload(job, withoutRoles(ordinary(job, 6)));
    await job.app.engine.plans.prepare(null);
    const first = unwrap(job.app.engine.plans.seal(rosterId, null));
    const runId = await run(job, first);
    const back = job.start(unwrap(job.app.engine.runs.sealFrom(runId, 'deactivated')));
    job.say(back.record.id, 'stop');
    const stopped = await job.until(back.record.id, () => false);
    const rest = unwrap(job.app.engine.runs.sealFrom(stopped.record.id, 'rest'));
    expect(rest.plan).toMatchObject({ act: 'restore', count: 6 - stopped.state.settled });
    await run(job, rest);
    for (const accountId of accountsOf(first)) {
      expect(job.organisation.person(accountId)?.status).toBe('active');
    }
  });
});
