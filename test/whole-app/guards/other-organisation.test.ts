/** Tests lists that were made in another organisation than the connected one. */
import { expect, it } from 'vitest';
import { unwrap } from '#test/demo-job';
import { job, openAppForEachTest } from '#test/job-of-each-test';
import {
  askAtlassian,
  bareIds,
  called,
  confirmed,
  ordinary,
  run,
  tickEach,
  upload,
  withoutRoles,
} from '#test/uploads';

openAppForEachTest();

const admins = { question: 'admins', answer: 'none' } as const;
const right = { question: 'organisation', answer: 'none' } as const;

/** Connects to the organisation of this seed, instead of the one of now. */
async function connect(seed: number): Promise<void> {
  job.organisation.reset({ seed });
  const { apiKey, organisationId } = job.organisation;
  unwrap(await job.app.engine.connections.connectTyped(apiKey, organisationId));
}

function seal(rosterId: string, answers: readonly (typeof admins | typeof right)[] = [admins]) {
  return unwrap(job.app.engine.plans.seal(rosterId, null, { answers, raisedBecause: 'They all leave' }));
}

it('a file that was uploaded in another organisation is a question, and its answer is in the report', async () => {
  const { seed } = job.organisation;
  const rosterId = await upload(job, withoutRoles(ordinary(job, 6)));
  await connect(seed + 1);
  const sealed = seal(rosterId);
  const question = sealed.alarms.find(({ code }) => code === 'wrong-organisation');
  expect(question).toMatchObject({ level: 'question', count: 6 });
  // Both organisations have the same name.
  expect(question?.title).toMatch(
    /uploaded while Lockstep was connected to Example Org \(.+\), and now it is connected to Example Org \(.+\)/,
  );
  const { plans, runs } = job.app.engine;
  expect(runs.start(confirmed(sealed))).toMatchObject({ error: { code: 'question-open' } });
  const named = {
    question: 'organisation',
    answer: 'these',
    accountIds: [sealed.entries[0]?.accountId ?? ''],
  };
  expect(plans.seal(rosterId, null, { answers: [admins, named as never] })).toMatchObject({
    error: {
      message: 'The answer about the organisation names no accounts.',
      hint: 'Leave the users of another organisation out of the plan.',
    },
  });
  expect(called(job)).toEqual([]);
  const dryRun = plans.seal(rosterId, null, { answers: [admins], dryRun: true });
  expect(runs.start(confirmed(unwrap(dryRun)))).toMatchObject({ ok: true });
  const answered = seal(rosterId, [admins, right]);
  expect(answered.plan.terms?.questions?.map(({ question: id, answer }) => [id, answer?.answer])).toEqual([
    ['organisation', 'none'],
    ['admins', 'none'],
  ]);
});

it('a list of the directory of another organisation is a question', async () => {
  const { seed } = job.organisation;
  await askAtlassian(job, await upload(job, withoutRoles(ordinary(job, 1))));
  const { rosters, organisation } = job.app.engine;
  const { id } = unwrap(await organisation.makeRoster());
  unwrap(await rosters.setOperatorAbsent(id, 'admin@example.net'));
  await tickEach(job, id);
  const codes = () => seal(id).alarms.map(({ code }) => code);
  expect(codes()).not.toContain('wrong-organisation');
  await connect(seed + 1);
  expect(codes()).toContain('wrong-organisation');
});

it('a file of people who are all managed accounts of the connected organisation is no question', async () => {
  const { seed } = job.organisation;
  job.organisation.reset({ seed: seed + 1 });
  const file = withoutRoles(ordinary(job, 6));
  await connect(seed);
  const rosterId = await upload(job, file);
  await connect(seed + 1);
  await askAtlassian(job, rosterId);
  expect(seal(rosterId).alarms.map(({ code }) => code)).not.toContain('wrong-organisation');
});

it('a plan does not leave that Atlassian’s list contradicts after it was sealed', async () => {
  const { seed } = job.organisation;
  job.organisation.reset({ seed: seed + 1 });
  // By their addresses they could be confused with people of this organisation.
  const strangers = bareIds(ordinary(job, 6));
  await connect(seed);
  const rosterId = await upload(job, strangers);
  const before = seal(rosterId);
  expect(before.alarms.map(({ code }) => code)).not.toContain('wrong-organisation');
  await askAtlassian(job, rosterId);
  const title = 'None of these users is on the connected organisation’s list of managed accounts.';
  const { runs } = job.app.engine;
  expect(runs.start(confirmed(before))).toMatchObject({ error: { code: 'conflict', message: title } });
  expect(seal(rosterId).alarms).toContainEqual(expect.objectContaining({ level: 'question', title }));
  await run(job, seal(rosterId, [admins, right]));
});
