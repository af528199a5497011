/** Tests that every outcome reaches every report, for a run from a file and for one from the directory. */
import Papa from 'papaparse';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runReportSchema } from '#lib/contract/report';
import { dryRunMark } from '#lib/domain/outcome/act';
import { outcomeKinds, outcomeLabels } from '#lib/domain/outcome/outcome';
import type { SealedPlan } from '#lib/engine/plan/sealing';
import type { RunView } from '#lib/engine/run/run-view';
import { answered, DemoJob, unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import { until } from '#test/until';
import { downloaded } from '#test/what-it-says';

let job: DemoJob;
beforeEach(async () => {
  job = await DemoJob.open({ people: 60 }, fastClock(400));
});
afterEach(() => job.close());

const personOf = (accountId: string) => {
  const person = job.organisation.people().find((each) => each.accountId === accountId);
  if (!person) throw new Error('nobody has this account ID');
  return person;
};

/** The answer with which Atlassian refuses to deactivate somebody who owns a site [SPEC]. */
const conflict = {
  key: 'conflict.lifecycleErrors',
  context: { errorCodes: [{ code: 'user-has-entitlements', message: 'The user owns a site' }] },
};

/** A sealed plan of these many ordinary users, from a file or from the directory. */
async function seal(from: 'file' | 'directory', count: number): Promise<SealedPlan> {
  if (from === 'file') return job.seal(count, undefined, job.isOrdinary);
  const { organisation, rosters, plans } = job.app.engine;
  unwrap(organisation.read());
  await until(() => organisation.view().running === null);
  const roster = unwrap(await organisation.makeRoster());
  unwrap(await rosters.setOperatorAbsent(roster.id, 'admin@example.net'));
  const ids = unwrap(await rosters.review(roster.id)).flatMap(({ block, user }) =>
    block === null && user.accountId !== null && job.isOrdinary(user.accountId) ? [user.accountId] : [],
  );
  unwrap(await rosters.setTicked(roster.id, ids.slice(0, count), true));
  return unwrap(plans.seal(roster.id, null, answered));
}

/** The statements of the three reports about each user, if they all say the same. */
async function reported({ record }: RunView): Promise<string[]> {
  const rows = [...unwrap(await job.app.engine.runs.report(record.id)).rows()];
  const labels = rows.map(({ outcome, dryRun }) =>
    dryRun ? `${dryRunMark}: ${outcomeLabels[outcome]}` : outcomeLabels[outcome],
  );
  const csv = (await downloaded('csv', record.id)).replace(/^\uFEFF/, '');
  const cells = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data;
  expect(cells.map((row) => row.Outcome)).toEqual(labels);
  const json = runReportSchema.parse(JSON.parse(await downloaded('json', record.id)));
  expect(json.rows.map(({ outcome, accountId }) => [outcome, accountId])).toEqual(
    rows.map(({ outcome, accountId }) => [outcome, accountId]),
  );
  const html = await downloaded('html', record.id);
  for (const { outcome } of rows) expect(html).toContain(outcomeLabels[outcome]);
  for (const { accountId } of rows) expect(html).toContain(accountId);
  return rows.map(({ outcome }) => outcome);
}

it.each(['file', 'directory'] as const)(
  'every outcome reaches every report of a run from the %s',
  async (from) => {
    const seen = new Set<string>();
    const see = (outcomes: readonly string[]) => {
      for (const outcome of outcomes) seen.add(outcome);
      return outcomes;
    };
    const sealed = await seal(from, 10);
    const ids = sealed.entries.map(({ accountId }) => accountId);
    const [
      ,
      ,
      confirmed = '',
      already = '',
      refused = '',
      failed = '',
      doubted = '',
      skipped = '',
      late = '',
    ] = ids;
    personOf(already).status = 'inactive';
    personOf(skipped).status = 'suspended' as never;
    const disable = ['lifecycle.disable'] as const;
    job.organisation.setFaults({
      perAccount: {
        [confirmed]: [{ on: disable, answer: 'cut', apply: true }],
        [refused]: [{ on: disable, answer: 409, body: conflict, always: true }],
        [failed]: [{ on: disable, answer: 500, always: true }],
        [doubted]: [
          { on: disable, answer: 'cut' },
          { on: ['profile'], answer: 404, after: 1, always: true },
        ],
        [late]: [{ on: disable, answer: 429, headers: { 'retry-after': '60' }, always: true }],
      },
    });
    const { id } = job.start(sealed).record;
    await goOnUntil(id, ({ state }) => state.hold?.asked === true);
    job.say(id, 'stop');
    const ended = await job.until(id, () => false);
    expect(see(await reported(ended))).toEqual([
      'deactivated',
      'deactivated',
      'confirmed-inactive',
      'already-inactive',
      'refused',
      'failed',
      'in-doubt',
      'skipped',
      'not-attempted',
      'not-attempted',
    ]);

    job.organisation.resetFaults();
    expect(see(await restored(id))).toEqual(['re-activated', 'already-active', 'confirmed-active']);
    const dry = unwrap(job.app.engine.plans.seal(sealed.plan.rosterId ?? '', null, { dryRun: true }));
    see(await reported(await job.goOn(job.start(dry).record.id)));
    expect([...seen].sort()).toEqual([...outcomeKinds, 'not-attempted'].sort());
  },
);

/** Resumes the run whenever it asks, until `enough` is true. */
async function goOnUntil(id: string, enough: (view: RunView) => boolean): Promise<void> {
  for (;;) {
    const view = await job.until(id, (now) => enough(now) || now.state.status === 'paused');
    if (view.state.status !== 'paused') return;
    job.say(id, 'resume');
  }
}

/** Restores those whom a run deactivated; one is active by then, and the answer about the last is lost. */
async function restored(runId: string): Promise<string[]> {
  const restore = unwrap(job.app.engine.runs.sealFrom(runId, 'deactivated'));
  const [, second = '', last = ''] = restore.entries.map(({ accountId }) => accountId);
  personOf(second).status = 'active';
  job.organisation.setFaults({
    perAccount: { [last]: [{ on: ['lifecycle.enable'], answer: 'cut', apply: true }] },
  });
  return reported(await job.goOn(job.start(restore).record.id));
}
