/** Tests plans made from a run after a later run acted on the same accounts: the ledger shows who is called. */
import { expect, it } from 'vitest';
import type { PlanSource } from '#lib/domain/plan/source';
import { unwrap } from '#test/demo-job';
import { job, openAppForEachTest } from '#test/job-of-each-test';
import {
  accountsOf,
  askAtlassian,
  called,
  confirmed,
  ordinary,
  run,
  upload,
  withoutRoles,
} from '#test/uploads';

openAppForEachTest();

const request = {
  answers: [
    { question: 'admins', answer: 'none' },
    { question: 'operator', answer: 'none' },
  ],
} as const;
const sealFrom = (runId: string, users: PlanSource) => job.app.engine.runs.sealFrom(runId, users, request);
const restored = () => job.calls('lifecycle.enable').map(({ accountId }) => accountId);

/** Seals a plan of these people from a new file. */
async function sealOf(people: readonly { accountId: string; name: string; email: string }[]) {
  const rosterId = await upload(job, withoutRoles(people));
  await askAtlassian(job, rosterId);
  return unwrap(job.app.engine.plans.seal(rosterId, null, request));
}

it('a restore of an earlier run leaves alone whom a later run deactivated', async () => {
  const people = ordinary(job, 4);
  const ids = people.map(({ accountId }) => accountId);
  const first = await run(job, await sealOf(people));
  await run(job, unwrap(sealFrom(first, 'deactivated')));
  expect(restored()).toEqual(ids);
  const third = await run(job, await sealOf(people.slice(0, 2)));
  // The other two have been restored: whoever deactivates them now decided so after that.
  expect(sealFrom(first, 'deactivated')).toMatchObject({
    error: {
      code: 'nothing-selected',
      details: expect.arrayContaining([expect.stringMatching(/^4 users are left out: other runs/)]),
    },
  });
  expect(accountsOf(unwrap(sealFrom(third, 'deactivated')))).toEqual(ids.slice(0, 2));
});

it('a restore that failed can be tried again from either run', async () => {
  const people = ordinary(job, 2);
  const [one = '', other = ''] = people.map(({ accountId }) => accountId);
  const first = await run(job, await sealOf(people));
  job.organisation.setFaults({
    perAccount: { [other]: [{ answer: 400, body: { key: 'bodyParseFailure' }, on: ['lifecycle.enable'] }] },
  });
  const second = await run(job, unwrap(sealFrom(first, 'deactivated')));
  expect(restored()).toEqual([one, other]);
  expect(accountsOf(unwrap(sealFrom(second, 'failed')))).toEqual([other]);
  const again = unwrap(sealFrom(first, 'deactivated'));
  expect(accountsOf(again)).toEqual([other]);
  expect(again.notes.join(' ')).toContain('1 user is left out: another run acted on the account');
});

it('a restore that was sealed before a later run deactivated them does not start', async () => {
  const people = ordinary(job, 4);
  const first = await run(job, await sealOf(people));
  const early = unwrap(sealFrom(first, 'deactivated'));
  await run(job, unwrap(sealFrom(first, 'deactivated')));
  await run(job, await sealOf(people.slice(0, 1)));
  const before = restored().length;
  expect(job.app.engine.runs.start(confirmed(early))).toMatchObject({
    error: {
      code: 'conflict',
      message: 'Another run has acted on 4 of these users after the plan was sealed.',
    },
  });
  expect(restored()).toHaveLength(before);
});

it('a retry leaves alone whom a later run restored', async () => {
  const people = ordinary(job, 3);
  const ids = people.map(({ accountId }) => accountId);
  const refused = ids[1] ?? '';
  const conflict = { key: 'conflict.lifecycleErrors', context: { message: 'Not eligible', errorCodes: [] } };
  job.organisation.setFaults({
    perAccount: { [refused]: [{ answer: 409, body: conflict, on: ['lifecycle.disable'] }] },
  });
  const first = await run(job, await sealOf(people));
  const second = await run(job, unwrap(sealFrom(first, 'attention')));
  expect(called(job)).toEqual([...ids, refused]);
  await run(job, unwrap(sealFrom(second, 'deactivated')));
  expect(restored()).toEqual([refused]);
  expect(sealFrom(first, 'attention')).toMatchObject({
    error: {
      code: 'nothing-selected',
      details: expect.arrayContaining([expect.stringMatching(/^1 user is left out: another run/)]),
    },
  });
});
