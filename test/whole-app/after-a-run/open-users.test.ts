/** Tests what is open of a run: until each user is retried, restored or dismissed. */
import { afterEach, expect, it } from 'vitest';
import type { RunView } from '#lib/engine/run/run-view';
import { DemoJob, unwrap } from '#test/demo-job';
import { ran, ranFrom, verified } from '#test/ended-runs';
import { fastClock } from '#test/fast-clock';

let job: DemoJob;
afterEach(() => job.close());

const runs = () => job.app.engine.runs;
const open = ({ record }: RunView) => runs().openUsers()(record.id);

it('counts everybody who is still active as open, until a retry or a restore has settled them', async () => {
  job = await DemoJob.open({ people: 60 }, fastClock(200));
  job.organisation.setFaults({ ineffective: { after: 1, next: 4 } });
  const first = await verified(job, await ran(job, 6));
  const found = open(first);
  expect(found).toMatchObject({ open: 4, settled: [] });
  const second = await ranFrom(job, first, 'attention', [1, 2]);
  expect(second.state.counts.deactivated).toBe(2);
  expect(second.plan.parent).toEqual({ runId: first.record.id, users: 'attention' });
  const by = { runId: second.record.id, number: 2, at: second.state.endedAt };
  expect(open(first)).toEqual({
    open: 2,
    contradictions: { unchanged: 2, 'came-back': 0, 'at-the-end': 0 },
    settled: [
      { position: 1, ...by },
      { position: 2, ...by },
    ],
  });
  await job.reopen();
  expect(open(first).open).toBe(2);
  const third = await ranFrom(job, first, 'deactivated');
  expect(third.state.act).toBe('restore');
  expect(open(first)).toMatchObject({ open: 0, settled: { length: 4 } });
  const tail = job.organisation.apiKey.slice(-4);
  expect(third.state.keys).toMatchObject([{ tail }]);
});

it('counts nobody as open who was dismissed, with a reason that stays in the journal', async () => {
  job = await DemoJob.open({ people: 60 }, fastClock(200));
  job.organisation.setFaults({ ineffective: { after: 1, next: 2 } });
  const first = await verified(job, await ran(job, 4));
  expect(open(first).open).toBe(2);
  const { id } = first.record;
  const because = { reason: 'Their team decides', operatorName: 'Olive' };
  expect(runs().dismiss(id, { positions: [0, 1], ...because })).toMatchObject({
    error: { code: 'conflict' },
  });
  unwrap(runs().dismiss(id, { positions: [1], ...because }));
  expect(open(first).open).toBe(1);
  expect(job.get(id).summary).toMatchObject({ undecided: 1, dismissed: 1 });
  await job.reopen();
  expect(job.get(id).state.dismissals.get(1)).toMatchObject({ reason: 'Their team decides' });
  expect(job.get(id).state.dismissals.get(1)?.by).toContain('Olive');
  expect(runs().dismiss(id, { positions: [1], ...because })).toMatchObject({ error: { code: 'conflict' } });
  const report = unwrap(await runs().report(id));
  expect([...report.rows()].map(({ dismissedBecause }) => dismissedBecause)).toEqual([
    '',
    'Their team decides',
    '',
    '',
  ]);
  expect(report.journal.intact).toBe(true);
});

it('the history of a user has every run, found by account ID, address or name in any case', async () => {
  job = await DemoJob.open({ people: 60 }, fastClock(200));
  job.organisation.setFaults({ ineffective: { after: 1, next: 1 } });
  const first = await verified(job, await ran(job, 3));
  await ranFrom(job, first, 'attention', [1]);
  const restore = await ranFrom(job, first, 'deactivated');
  const { accountId, email, name } = unwrap(job.app.engine.plans.get(first.plan.id)).entries[1] ?? never();
  const said = async (who: string) =>
    (await runs().historyOf(who)).rows.map(({ record, row, settled }) => {
      return [record.number, row.outcome, row.verification, settled?.number ?? null];
    });
  const whole = [
    [3, 're-activated', '', null],
    [2, 'deactivated', '', null],
    [1, 'deactivated', 'Still active', 2],
  ];
  expect(restore.state.counts['re-activated']).toBe(3);
  expect(await said(accountId)).toEqual(whole);
  expect(await said(` ${accountId.toUpperCase()} `)).toEqual(whole);
  expect(await said(email.toUpperCase())).toEqual(whole);
  expect(await said('nobody@example.com')).toEqual([]);
  expect(await said('%')).toEqual([]);
  // A name finds everybody who has all its words, in any case and order; the account ID then finds one of them.
  const reversed = name.toUpperCase().split(' ').reverse().join('  ');
  const byName = await runs().historyOf(reversed);
  expect(byName.byName).toEqual({ people: 1, more: false });
  expect(byName.rows.map(({ record }) => record.number)).toEqual([3, 2, 1]);
  const everybody = await runs().historyOf('a');
  const people = new Set(everybody.rows.map(({ row }) => row.accountId));
  expect(everybody.byName).toEqual({ people: people.size, more: false });
  expect((await runs().historyOf(accountId)).byName).toBeNull();
});

function never(): never {
  throw new Error('There is no such user.');
}
