/** Tests that the headline shows what the headcount contradicts: accepted calls that change nothing are detected. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { attentionGroups } from '#components/run/report/attention.ts';
import { reportLead } from '#components/run/report/report-lead.ts';
import { attentionCount } from '#components/run/users/run-rows.ts';
import { runStatus, statusLine, windowTitle } from '#lib/domain/run/view/status';
import { reportHead, reportPage, reportTable } from '#lib/server/http/report-views';
import { DemoJob, unwrap } from '#test/demo-job';

let job: DemoJob;

beforeEach(async () => {
  // On the real clock: nothing waits here, and the time for reading again must not pass fast.
  job = await DemoJob.open({ people: 120 });
});
afterEach(() => job.close());

async function run(count: number) {
  const { record } = job.start(await job.seal(count, undefined, job.isOrdinary));
  return job.goOn(record.id);
}

it('says how many are still active where 204 changes nothing, everywhere alike', async () => {
  job.organisation.setFaults({ ineffective: { after: 1, next: 1_000 } });
  const { record, state } = await run(40);
  expect(state.counts.deactivated).toBe(40);
  expect(state.recheck?.readings).toHaveLength(20);
  const found = '19 of the 20 accounts read again at the end are still active';
  const status = runStatus(state, { now: 0 });
  expect(statusLine(status)).toBe(`40 of 40 deactivated · not verified · ${found}`);
  expect(windowTitle(status)).toBe('Done, but look · Lockstep');
  expect(reportLead(state)).toContain(`But ${found}.`);
  expect(reportLead(state)).not.toContain('All 40 users were deactivated');
  expect(reportLead(state)).toContain('Atlassian counts 39 more active accounts than');
  expect(attentionCount(state)).toBe(19);
  expect(attentionGroups(state)).toMatchObject([
    {
      outcome: 'deactivated',
      message: expect.stringContaining('read active'),
      topic: 'not-as-reported',
    },
  ]);
  const report = unwrap(await job.app.engine.runs.report(record.id));
  expect([...report.rows()].filter(({ reason }) => reason.includes('the account read active'))).toHaveLength(
    19,
  );
  expect([...reportTable(report)].join('').match(/the account read active/g)).toHaveLength(19);
  expect([...reportPage(report, 0).html].join('')).toContain(found);
  expect(reportHead(report).recheck).toBe(`${found}.`);
});

it('does not report a user as inactive who was read as active at the end of the run', async () => {
  job.organisation.setFaults({ ineffective: { after: 1, next: 1_000 } });
  const sealed = await job.seal(30, undefined, job.isOrdinary);
  const { state } = await job.goOn(job.start(sealed).record.id);
  const inactive = (state.recheck?.readings ?? []).filter(({ reading }) => reading === 'inactive');
  expect(inactive).toHaveLength(1);
  const { rosters } = job.app.engine;
  const [roster] = rosters.list();
  const planned = new Set(sealed.entries.map(({ accountId }) => accountId));
  const rows = unwrap(await rosters.review(roster?.id ?? '')).filter(({ user }) =>
    planned.has(user.accountId ?? ''),
  );
  expect(rows.filter(({ block }) => block?.code === 'already-inactive')).toHaveLength(1);
});

it('reads all of a small plan again, and says nothing where the count is right', async () => {
  job.organisation.setFaults({ ineffective: { after: 1, next: 5 } });
  const wrong = await run(6);
  expect(runStatus(wrong.state, { now: 0 }).facts).toContain(
    '5 of the 6 accounts read again at the end are still active',
  );
  const right = await run(6);
  expect(right.state.recheck).toBeNull();
  expect(runStatus(right.state, { now: 0 }).contradicted).toBe(false);
});

it('finds nobody where somebody else changed accounts meanwhile', async () => {
  const sealed = await job.seal(
    30,
    { concurrency: 1, gapMs: 0, canary: '1', waitAfterCanary: true },
    job.isOrdinary,
  );
  const { record } = job.start(sealed);
  await job.until(record.id, ({ state }) => state.status === 'paused');
  const planned = new Set(sealed.entries.map(({ accountId }) => accountId));
  const others = job.organisation
    .people()
    .filter(({ status, accountId }) => status === 'inactive' && !planned.has(accountId));
  expect(others.length).toBeGreaterThan(5);
  for (const person of others) person.status = 'active';
  const { state } = await job.goOn(record.id);
  expect(state.recheck?.readings.every(({ reading }) => reading === 'inactive')).toBe(true);
  expect(reportLead(state)).toMatch(/^All 30 users were deactivated\./);
  expect(reportLead(state)).toContain('None of the 20 accounts read again at the end is still active.');
});
