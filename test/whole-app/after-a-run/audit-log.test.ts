/** Tests Atlassian's audit log beside the journal of a run, against the demo organisation. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { auditMatch } from '#lib/domain/run/view/audit-match';
import { auditLines, auditNote } from '#lib/domain/run/view/audit-texts';
import type { RunView } from '#lib/engine/run/run-view';
import { reportPage, reportText } from '#lib/server/http/report-views';
import { DemoJob, unwrap } from '#test/demo-job';
import { elsewhere, notPlanned, planned, ran } from '#test/ended-runs';
import { fastClock } from '#test/fast-clock';
import { until } from '#test/until';

let job: DemoJob;
beforeEach(async () => {
  job = await DemoJob.open({ people: 60 }, fastClock(200));
});
afterEach(() => job.close());

async function read({ record }: RunView): Promise<RunView> {
  const before = job.get(record.id).state.auditLog?.last.begunAt;
  unwrap(job.app.engine.runs.readAuditLog(record.id));
  await until(() => {
    const last = job.get(record.id).state.auditLog?.last;
    return last !== undefined && last.endedAt !== null && last.begunAt !== before;
  });
  return job.get(record.id);
}

const asked = () => job.organisation.ledger().filter(({ operation }) => operation === 'auditEvents');
it('matches each change with its event, names the key, and tells what others changed', async () => {
  const view = await ran(job, 5);
  expect(asked()).toEqual([]);
  const [back = ''] = planned(job, view);
  await elsewhere(job, back, 'enable');
  await elsewhere(job, notPlanned(job, view), 'disable');
  const { state } = await read(view);
  const match = auditMatch(state);
  expect(match).toMatchObject({ matched: 5, missing: [] });
  expect(auditNote(state)).toContain(
    'does not document which action it logs for such a call, so Lockstep goes by the words of its name. Counted here: managed_account_deactivated.',
  );
  expect(match?.actors.map(({ events }) => events)).toEqual([5]);
  expect(match?.actors[0]?.label).toContain('Key “Key of the demo organisation”');
  expect(match?.others.map(({ action, positions }) => [action, positions])).toEqual([
    ['managed_account_deactivated', []],
    ['managed_account_reactivated', [0]],
  ]);
  expect(state.counts.deactivated).toBe(5);
  expect(asked()).toHaveLength(1);

  const report = unwrap(await job.app.engine.runs.report(view.record.id));
  const json = JSON.parse([...reportText(report)].join(''));
  expect(json.auditLog).toMatchObject({ whole: true, matched: 5, missing: [] });
  expect(json.auditLog.others).toHaveLength(2);
  expect([...reportPage(report, Date.UTC(2026, 10, 27), 'UTC').html].join('')).toContain(
    'Atlassian’s audit log</h2>',
  );
  expect(report.journal.intact).toBe(true);
});

it('a change that had no effect is not in the log, and its outcome stays', async () => {
  job.organisation.setFaults({ ineffective: { after: 2, next: 100 } });
  const { state } = await read(await ran(job, 4));
  expect(state.counts.deactivated).toBe(4);
  expect(auditMatch(state)).toMatchObject({ matched: 2, missing: [2, 3] });
});

it.each(['401', '403', '404'] as const)('a refusal with %s says nothing about the key', async (status) => {
  const view = await ran(job, 2);
  job.organisation.setFaults({ closedSources: { auditEvents: status } });
  const { state } = await read(view);
  expect(state.auditLog?.known).toBeNull();
  expect(auditLines(state)).toEqual([]);
  expect(state.auditLog?.last.hint).toContain('says nothing about what else the key may do');
  expect(job.app.engine.connections.view()).toMatchObject({ check: { state: 'accepted' } });
  expect(state.status).toBe('ended');
  // An earlier reading stays.
  job.organisation.setFaults({ closedSources: {} });
  await read(view);
  job.organisation.setFaults({ closedSources: { auditEvents: status } });
  expect(auditMatch((await read(view)).state)?.matched).toBe(2);
});

it('the log as it was read survives a restart, and cannot be asked about a run that goes on', async () => {
  const view = await ran(job, 3);
  const { state } = await read(view);
  await job.reopen();
  expect(job.get(view.record.id).state.auditLog).toEqual(state.auditLog);
  expect(asked()).toHaveLength(1);
});
