/** Organisation admins are known, or they are asked for. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DemoJob, unwrap } from '#lib/server/demo-job';
import { admins, called, run, upload, withoutRoles } from '#lib/server/guards/uploads';
import { hastyClock } from '#lib/server/hasty-clock';

let job: DemoJob;

beforeEach(async () => {
  job = await DemoJob.open({ people: 60 }, hastyClock());
});
afterEach(() => job.close());

describe('admins whom a run deactivated', () => {
  /** Two of four admins are gone by a run; a third one is free to go. */
  async function twoLeft(): Promise<string> {
    const { plans, protections } = job.app.engine;
    const [first, second, third] = admins(job).slice(1);
    if (!first || !second || !third) throw new Error('too few admins');
    const rosterId = await upload(job, withoutRoles([first, second]));
    await plans.prepare(null);
    for (const { accountId } of [first, second, third]) {
      unwrap(protections.unprotect(accountId, 'They leave'));
    }
    await run(job, unwrap(plans.seal(rosterId, null)));
    expect(called(job)).toEqual([first.accountId, second.accountId]);
    return upload(job, withoutRoles([third]));
  }

  it.each([true, false])(
    'do not count as left for the next plan; Atlassian is asked again: %s',
    async (again) => {
      const rosterId = await twoLeft();
      const { plans } = job.app.engine;
      if (again) await plans.prepare(rosterId);
      const refused = plans.seal(rosterId, null);
      expect(refused).toMatchObject({ ok: false, error: { code: 'conflict' } });
      expect(refused.ok ? '' : refused.error.message).toContain('one organisation admin active');
    },
  );
});
