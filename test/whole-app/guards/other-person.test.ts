/** Tests a file whose account IDs are those of other people than its names, as after a formula that missed its row. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DemoJob, unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import { askAtlassian, called, confirmed, ordinary, tickEach, upload, withoutRoles } from '#test/uploads';

let job: DemoJob;

beforeEach(async () => {
  job = await DemoJob.open({ people: 60 }, fastClock());
  for (const person of job.organisation.people()) person.emailHidden = false;
});
afterEach(() => job.close());

it.each([false, true])(
  'a file that names other people than Atlassian is a question before anybody is called; original user management: %s',
  async (isOriginal) => {
    job.organisation.setFaults({ originalUserManagement: isOriginal });
    const people = ordinary(job, 6);
    // Nobody in the organisation has these addresses; somebody who had would be blocked as their holder.
    const moved = people.map(({ accountId }, at) => {
      return { accountId, name: `Zoltan${at} Former`, email: `zoltan${at}@example.com` };
    });
    const rosterId = await upload(job, withoutRoles(moved));
    await askAtlassian(job, rosterId);
    await tickEach(job, rosterId);
    const answers = [{ question: 'admins', answer: 'none' }] as const;
    const sealed = unwrap(job.app.engine.plans.seal(rosterId, null, { answers }));
    expect(sealed.plan.count).toBe(6);
    const question = sealed.alarms.find(({ code }) => code === 'sources-contradict');
    expect(question).toMatchObject({ level: 'question', count: 6 });
    const [first] = people;
    expect(question?.names[0]?.note).toBe(
      `the file says Zoltan0 Former (zoltan0@example.com), Atlassian ${first?.name} (${first?.email})`,
    );
    expect(job.app.engine.runs.start(confirmed(sealed))).toMatchObject({ error: { code: 'question-open' } });
    expect(called(job)).toEqual([]);
  },
);
