/**
 * Tests users who own a site and cannot be deactivated: Atlassian's link for the admin is kept and shown everywhere.
 */
import { expect, it } from 'vitest';
import { entitlementsOf } from '#lib/demo/replies/lifecycle';
import { unwrap } from '#test/demo-job';
import { job, openAppForEachTest } from '#test/job-of-each-test';
import { run, upload, withoutRoles } from '#test/uploads';
import { downloaded } from '#test/what-it-says';

openAppForEachTest();

it('the link of a 409 is in the journal and in every report', async () => {
  const owners = job.organisation.people().filter(({ kind }) => kind === 'entitled');
  const [owner] = owners;
  if (!owner) throw new Error('nobody owns a site');
  const rosterId = await upload(job, withoutRoles([owner]));
  const answers = [{ question: 'admins', answer: 'none' }] as const;
  const id = await run(job, unwrap(job.app.engine.plans.seal(rosterId, null, { answers })));
  const link = entitlementsOf(owner.accountId);

  const report = unwrap(await job.app.engine.runs.report(id));
  expect([...report.rows()]).toMatchObject([{ outcome: 'refused', status: 409, link }]);
  expect(report.view.state.users.at(0)?.link).toBe(link);
  expect(await downloaded('csv', id)).toContain(`,${link},active,Yes,2`);
  expect(JSON.parse(await downloaded('json', id))).toMatchObject({ rows: [{ link }] });
  expect(await downloaded('html', id)).toContain(`<a href="${link}" rel="noreferrer">`);
});
