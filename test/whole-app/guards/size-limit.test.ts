/**
 * Tests the size limit: a quarter of the active accounts, from 20 users on. If their number is not known, a reason is
 * required.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DemoJob, unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import { askAtlassian, confirmed, ordinary, upload, withoutRoles } from '#test/uploads';

let job: DemoJob;

beforeAll(async () => {
  job = await DemoJob.open({ people: 60 }, fastClock());
});
afterAll(() => job.close());

const answers = [{ question: 'admins', answer: 'none' }] as const;

it.each([
  [19, true, null],
  [20, true, 'More than the 25 %'],
  [19, false, null],
  [20, false, 'is not known'],
] as const)('%i users, the number of active accounts known: %s', async (count, known, exceeded) => {
  job.organisation.setFaults({ originalUserManagement: !known });
  const rosterId = await upload(job, withoutRoles(ordinary(job, count)));
  // A new start has forgotten the answers that the earlier one was given.
  await job.reopen();
  await askAtlassian(job, null);
  const sealed = unwrap(job.app.engine.plans.seal(rosterId, null, { answers }));
  expect(sealed.plan.terms?.activeAccounts).toEqual(known ? expect.any(Number) : null);
  expect(sealed.plan.terms?.sizeLimit.exceeded).toEqual(exceeded && expect.stringContaining(exceeded));
  const alarm = sealed.alarms.find(({ level }) => level === 'reason');
  if (exceeded === null) {
    expect(alarm).toBeUndefined();
    return;
  }
  expect(alarm).toMatchObject({ code: 'size-limit', count });
  const start = (request: { raisedBecause?: string }) => {
    const plan = unwrap(job.app.engine.plans.seal(rosterId, null, { answers, ...request }));
    return job.app.engine.runs.start(confirmed(plan));
  };
  expect(start({})).toMatchObject({
    error: { code: 'conflict', message: expect.stringContaining(exceeded) },
  });
  expect(start({ raisedBecause: '' })).toMatchObject({ error: { code: 'conflict' } });
  const { record } = unwrap(start({ raisedBecause: 'A merger' }));
  job.say(record.id, 'stop');
  await job.until(record.id, () => false);
});
